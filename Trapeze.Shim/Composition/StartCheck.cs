using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Policy;
using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>Keeps the host from starting while code is missing or says too much, or while function code could ask for the trusted base.</summary>
internal sealed class StartCheck(PolicyInForce policies, IServiceProviderIsService services) : IHostedService
{
    private static readonly (Type Type, string Instead)[] Trusted =
    [
        (typeof(IAuditLog), "hand it to UseAuditLog"),
        (typeof(FacetedStore), "the shim opens the policy's tables itself"),
        (typeof(PolicySource), "the shim reads the policy itself"),
        (typeof(ReferenceMonitor), "the shim has its own"),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var problems = policies.Problems().Concat(Trusted
            .Where(part => services.IsService(part.Type))
            .Select(part => $"`{part.Type.Name}` is a service, so every function could ask for it: {part.Instead}")).ToList();
        if (services.IsService(typeof(IOutputCacheStore)))
        {
            problems.Add("AddOutputCache keeps one caller's reply for the next, whatever their labels: leave it out");
        }

        return problems.Count > 0 ? throw new InvalidOperationException(string.Join(Environment.NewLine, problems)) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
