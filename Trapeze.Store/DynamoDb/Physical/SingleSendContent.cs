using System.Net;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A request's body, which can be sent once.</summary>
internal sealed class SingleSendContent : HttpContent
{
    private readonly HttpContent _inner;
    private int _sends;

    internal SingleSendContent(HttpContent inner)
    {
        _inner = inner;
        foreach (var (name, values) in inner.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (Interlocked.Increment(ref _sends) > 1)
        {
            throw new IOException("the connection broke, and whether the request was done is not known");
        }

        await _inner.CopyToAsync(stream, context);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
