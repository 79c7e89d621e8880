using HelloRetail.Events;
using HelloRetail.Workflows;
using Microsoft.AspNetCore.Mvc;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>POST /purchase and GET /purchases.</summary>
public static class Checkout
{
    /// <summary>
    /// Purchase, step 1. The token has said who buys; there is no password to send. An <c>Idempotency-Key</c> makes it safe to ask twice.
    /// </summary>
    public static async Task<IResult> BuyAsync(
        PurchaseOrder order,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        PurchaseBook book,
        IEvents events,
        CancellationToken cancellation)
    {
        var step = new PurchaseStep(key ?? Guid.NewGuid().ToString("n"), order.Product, Card: order.Card, StoreCC: order.StoreCC);
        await book.OpenAsync(step, cancellation);
        await events.PublishAsync(
            EventNames.PurchasePrice, step, new EventOptions { DeduplicationId = step.Purchase }, cancellation);
        return Results.Accepted(value: new Accepted(step.Purchase));
    }

    public static Task<IReadOnlyList<Purchase>> ListAsync(PurchaseBook book, CancellationToken cancellation) => book.ListAsync(cancellation);
}
