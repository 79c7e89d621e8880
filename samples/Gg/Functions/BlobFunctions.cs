using Gg.Blobs;

namespace Gg.Functions;

/// <summary>What a caller puts in and takes out.</summary>
public static class BlobFunctions
{
    /// <summary>PUT /blobs/{hash}: keeps a file's content at the caller's label, if it is what the hash says.</summary>
    public static async Task<IResult> KeepAsync(string hash, HttpRequest request, BlobStore blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(blobs);
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        var bytes = content.ToArray();
        if (BlobHash.Of(bytes).Text != hash)
        {
            return Results.BadRequest("the content has another SHA-256 than its address says");
        }

        await blobs.PutAsync(bytes, cancellation);
        return Results.NoContent();
    }

    /// <summary>GET /blobs/{hash}: a file's content, if the caller's view has it.</summary>
    public static async Task<IResult> FetchAsync(string hash, BlobStore blobs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blobs);
        return await blobs.FindAsync(new BlobHash(hash), cancellation) is { } content ? Results.Bytes(content) : Results.NotFound();
    }
}
