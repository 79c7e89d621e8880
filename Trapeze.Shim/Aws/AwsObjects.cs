using System.Net;
using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Aws;

/// <summary>Looks up what S3 keeps with an object: its envelope and the hash of its content.</summary>
internal sealed class AwsObjects(IAws aws) : IObjectEnvelopes
{
    internal const string Metadata = "x-amz-meta-trapeze";
    internal const string Checksum = "x-amz-checksum-sha256";

    public async Task<ObjectEnvelope?> FindAsync(StoredObject stored, CancellationToken cancellation)
    {
        var request = new AwsRequest("s3", HttpMethod.Head, PathOf(stored.Key), ReadOnlyMemory<byte>.Empty)
        {
            Bucket = stored.Bucket,
            Fields = [("x-amz-checksum-mode", "ENABLED")],
            Query = stored.Version is { } version ? [("versionId", version)] : [],
        };
        try
        {
            var reply = await aws.SendAsync(request, cancellation);
            return new ObjectEnvelope(reply.Header(Metadata), reply.Header(Checksum));
        }
        catch (AwsRefusedException refused) when (refused.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            // Removed meanwhile; a mark in its place is no object either.
            return null;
        }
        catch (Exception problem) when (problem is AwsRefusedException or InvalidOperationException)
        {
            // Refused, or nobody knows where AWS is: then it cannot be known now, and the record comes again.
            throw new EventsUnavailableException();
        }
    }

    internal static string PathOf(string key) => $"/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";
}
