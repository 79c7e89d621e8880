using Amazon.DynamoDBv2;
using HelloRetail.Events;
using HelloRetail.Rows;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Purchase, step 2: the price as the client sees it; then the card is authorised and stored, side by side, and the clock runs.</summary>
public sealed class PricePurchase(PurchaseBook book, AmazonDynamoDBClient store, IEvents events, WorkflowTimes times) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var step = message.Read<PurchaseStep>();
        var once = new EventOptions { DeduplicationId = step.Purchase };
        if ((await store.FindAsync(Tables.Price, "id", step.Product, cancellationToken))?.Number("price") is not { } price)
        {
            await book.SettleAsync(step.Purchase, PurchaseStatus.NotForSale, cancellationToken);
            return;
        }

        await book.SetPriceAsync(step.Purchase, price, cancellationToken);
        await events.PublishAsync(
            EventNames.PurchaseOverdue,
            new PurchaseStep(step.Purchase, step.Product),
            new EventOptions { DeduplicationId = step.Purchase, Delay = times.Authorization },
            cancellationToken);
        await events.PublishAsync(EventNames.PurchaseAuthorize, step with { Price = price }, once, cancellationToken);
        if (step is { StoreCC: true, Card: not null })
        {
            await events.PublishAsync(EventNames.PurchaseStore, step, once, cancellationToken);
        }
    }
}
