using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Purchase, the time-out: what the card company did not answer in time is not bought.</summary>
public sealed class ExpirePurchase(PurchaseBook book) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return book.SettleAsync(message.Read<PurchaseStep>().Purchase, PurchaseStatus.Overdue, cancellationToken);
    }
}
