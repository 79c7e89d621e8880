using HelloRetail.Events;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 2: records the assignment, sets the time-out, and has the photographer told.</summary>
public sealed class RequestPhoto(AssignmentBook book, IEvents events, WorkflowTimes times) : IEventFunction
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
        await events.PublishAsync(EventNames.PhotoTell, assignment, cancellationToken: cancellationToken);
    }
}
