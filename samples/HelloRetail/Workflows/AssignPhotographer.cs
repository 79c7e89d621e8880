using Amazon.DynamoDBv2;
using HelloRetail.Events;
using HelloRetail.Functions;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 1: a new product gets the photographer with the fewest assignments; if none is free, it waits and tries again.</summary>
public sealed class AssignPhotographer(AssignmentBook book, AmazonDynamoDBClient store, IEvents events, Activation activation, WorkflowTimes times)
    : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var product = message.Read<ProductReference>();
        if (!activation.IsOwner || await store.FindAsync(Tables.Picture, "id", product.Id, cancellationToken) is not null)
        {
            return; // Not the shop's own product, or photographed before.
        }

        if (await book.ReserveAsync(product.Id, cancellationToken) is { } assignment)
        {
            await events.PublishAsync(EventNames.PhotoAssigned, assignment, cancellationToken: cancellationToken);
        }
        else
        {
            await events.PublishAsync(EventNames.PhotoAssign, product, new EventOptions { Delay = times.Photographer }, cancellationToken);
        }
    }
}
