using HelloRetail.Events;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Purchase, step 4: the choice on the released bit, at the client's label, which is the bit's own.</summary>
public sealed class DecidePurchase(PurchaseBook book, RetailStream stream) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var decision = message.Read<PurchaseDecision>();
        if (decision.Released)
        {
            await stream.PublishAsync(
                EventNames.ProductPurchase,
                new ProductPurchase(decision.Product),
                new EventOptions { DeduplicationId = decision.Purchase },
                cancellationToken);
        }

        await book.SettleAsync(decision.Purchase, decision.Released ? PurchaseStatus.Approved : PurchaseStatus.Declined, cancellationToken);
    }
}
