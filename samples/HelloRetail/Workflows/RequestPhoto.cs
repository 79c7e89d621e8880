using HelloRetail.Declassifiers;
using HelloRetail.Events;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 2: records the assignment, has its photographer told, and sets the time-out.</summary>
public sealed class RequestPhoto(AssignmentBook book, IRelease release, IEvents events, WorkflowTimes times) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var assignment = message.Read<Assignment>();
        await book.RecordAsync(assignment, cancellationToken);
        await events.PublishAsync(
            EventNames.PhotoOverdue,
            new AssignmentReference(assignment.Request),
            new EventOptions { Delay = times.Photo, DeduplicationId = assignment.Request },
            cancellationToken);
        await release.IntoEventAsync(DeclassifierNames.PhotoNotice, EventNames.PhotoNotice, assignment, cancellationToken);
    }
}
