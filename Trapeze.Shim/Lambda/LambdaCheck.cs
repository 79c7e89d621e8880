using Microsoft.Extensions.Hosting;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Lambda;

/// <summary>Keeps a process from starting that would lose what it has acknowledged, or serves what the policy does not have.</summary>
internal sealed class LambdaCheck(
    LambdaProcess process, PolicyInForce policies, IEnumerable<StoreChoice> stores, IEnumerable<TransportChoice> transports, IEnumerable<AuditChoice> audits) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var problems = Problems().ToList();
        return problems.Count > 0 ? throw new InvalidOperationException(string.Join(Environment.NewLine, problems)) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> Problems()
    {
        var policy = policies.Current;
        if (process.Options.Function is { } name && !policy.Functions.ContainsKey(name))
        {
            yield return $"this process is to serve `{name}`, but the policy has no function of that name";
        }

        if (process.Options.DataFolderOutlivesProcess)
        {
            yield break;
        }

        if (!stores.Any())
        {
            yield return "in Lambda the data folder goes with the process, and the store with it: keep it elsewhere with UseStore";
        }

        if (!transports.Any() && policy.Functions.Values.Any(function => !function.Events.IsEmpty))
        {
            yield return "in Lambda the data folder goes with the process, and the queue of events with it: send them elsewhere with UseSqsEvents";
        }

        if (!audits.Any())
        {
            yield return "in Lambda the data folder goes with the process, and the audit log with it: keep it elsewhere with UseAuditLog";
        }
    }
}
