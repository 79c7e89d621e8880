using HelloRetail.Declassifiers;
using HelloRetail.Events;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 3: the one place where the owner's assignments come down to the label of mail, through the declassifier.</summary>
public sealed class TellPhotographer(IRelease release) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return release.IntoEventAsync(DeclassifierNames.PhotoNotice, EventNames.PhotoNotice, message.Read<Assignment>(), cancellationToken);
    }
}
