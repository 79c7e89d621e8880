using System.Collections.Frozen;
using HelloRetail.Functions;
using HelloRetail.Workflows;
using Trapeze.Policy;
using Trapeze.Shim.Events;

namespace HelloRetail.Unguarded;

/// <summary>Runs the functions that the events start.</summary>
internal sealed class UnguardedDelivery(UnguardedQueue queue, FlowPolicy policy, IServiceScopeFactory scopes, TimeProvider time) : BackgroundService
{
    private static readonly FrozenDictionary<string, Type> Functions = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["buildCatalog"] = typeof(CatalogBuilder),
        ["keepUsers"] = typeof(UserBook),
        ["keepPhotographers"] = typeof(PhotographerBook),
        ["keepSales"] = typeof(SaleBook),
        ["pricePurchase"] = typeof(PricePurchase),
        ["authorizeCard"] = typeof(AuthorizeCard),
        ["storeCard"] = typeof(StoreCard),
        ["decidePurchase"] = typeof(DecidePurchase),
        ["expirePurchase"] = typeof(ExpirePurchase),
        ["assignPhotographer"] = typeof(AssignPhotographer),
        ["requestPhoto"] = typeof(RequestPhoto),
        ["tellPhotographer"] = typeof(TellPhotographer),
        ["mailPhotographer"] = typeof(MailPhotographer),
        ["receivePhoto"] = typeof(ReceivePhoto),
        ["settlePhoto"] = typeof(SettlePhoto),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Parallel.ForEachAsync(
            queue.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stoppingToken },
            async (next, cancellation) =>
            {
                if (next.Delay > TimeSpan.Zero)
                {
                    _ = DelayAsync(next, cancellation);
                    return;
                }

                foreach (var function in policy.Subscribers(next.Name))
                {
                    await RunAsync(function.Name, next, cancellation);
                }
            });

    private async Task DelayAsync(UnguardedEvent later, CancellationToken cancellation)
    {
        await Task.Delay(later.Delay, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        queue.Add(later with { Delay = TimeSpan.Zero }, deduplicationId: null);
    }

    private async Task RunAsync(string function, UnguardedEvent occurred, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<UnguardedScope>().Start(function, occurred.Label);
        var code = (IEventFunction)ActivatorUtilities.CreateInstance(scope.ServiceProvider, Functions[function]);
        await code.RunAsync(new EventMessage(Guid.NewGuid().ToString("n"), occurred.Name, 1, occurred.Label, occurred.Payload), cancellation);
    }
}
