using Microsoft.Extensions.Hosting;
using Trapeze.Policy;

namespace Trapeze.Shim.Declassification;

/// <summary>Keeps the host from starting while a declassifier of the policy has no code, or code that may say more than the policy allows.</summary>
internal sealed class ReleaseCheck(DeclassifierCodes codes, PolicySource policies) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => codes.Check(policies.Current) is { Count: > 0 } problems
        ? throw new InvalidOperationException(string.Join(Environment.NewLine, problems))
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
