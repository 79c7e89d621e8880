using HelloRetail.Events;
using HelloRetail.Workflows;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>POST /photos: a photographer says where the picture is.</summary>
public static class PhotoDesk
{
    public static async Task<IResult> UploadAsync(PhotoUpload upload, IEvents events, CancellationToken cancellation)
    {
        await events.PublishAsync(EventNames.PhotoUploaded, upload, cancellationToken: cancellation);
        return Results.Accepted();
    }
}
