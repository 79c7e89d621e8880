using System.Net;
using Microsoft.AspNetCore.Http;

namespace Trapeze.Shim.Lambda.Http;

/// <summary>A request as an event told of it, in the words of a server.</summary>
/// <remarks>Nothing of the event's request context but the caller's address goes on from here: it is not signed by anybody.</remarks>
internal sealed class HttpEvent
{
    internal required EventShape Shape { get; init; }

    internal required string Method { get; init; }

    /// <summary>The path, decoded as Kestrel decodes one.</summary>
    internal required string Path { get; init; }

    /// <summary>Empty, or with its question mark.</summary>
    internal required string Query { get; init; }

    internal required IHeaderDictionary Headers { get; init; }

    internal required byte[] Body { get; init; }

    internal IPAddress? From { get; init; }
}
