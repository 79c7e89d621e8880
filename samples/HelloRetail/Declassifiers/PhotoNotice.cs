using HelloRetail.Workflows;
using Trapeze.Shim.Declassification;

namespace HelloRetail.Declassifiers;

/// <summary>An assignment → whom to tell and its opaque number. Nothing of the product: mail is a postcard.</summary>
public sealed class PhotoNotice : IDeclassifier<Assignment, Notice>
{
    public Notice Release(Assignment input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new Notice(input.Photographer, input.Request, input.Status == AssignmentStatus.Wanted);
    }
}
