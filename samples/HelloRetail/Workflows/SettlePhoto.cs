using HelloRetail.Events;
using HelloRetail.Functions;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 6: success is reported on the retail stream; failure takes the message back and looks for somebody else.</summary>
/// <remarks>The choice happens at the owner's label, the label of the value that decides it.</remarks>
public sealed class SettlePhoto(AssignmentBook book, RetailStream stream, IEvents events) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = message.Read<AssignmentReference>().Request;
        var outcome = string.Equals(message.Name, EventNames.PhotoReceived, StringComparison.Ordinal) ? AssignmentStatus.Received : AssignmentStatus.Overdue;
        if (await book.FindAsync(request, cancellationToken) is not { } assignment || !await book.SettleAsync(request, outcome, cancellationToken))
        {
            return;
        }

        await book.FreeAsync(assignment, cancellationToken);
        if (outcome == AssignmentStatus.Received)
        {
            await stream.PublishAsync(
                EventNames.ProductImage,
                new ProductImage(assignment.Product, assignment.Photographer),
                new EventOptions { DeduplicationId = request },
                cancellationToken);
        }
        else
        {
            await events.PublishAsync(EventNames.PhotoTell, assignment with { Status = outcome }, cancellationToken: cancellationToken);
            await events.PublishAsync(EventNames.PhotoAssign, new ProductReference(assignment.Product), cancellationToken: cancellationToken);
        }
    }
}
