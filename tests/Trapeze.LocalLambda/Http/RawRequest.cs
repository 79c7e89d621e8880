namespace Trapeze.LocalLambda.Http;

/// <summary>A request as the client sent it: nothing decoded, nothing put in order. Each character of its head is one byte.</summary>
public sealed record RawRequest(string Method, string Target, IReadOnlyList<HttpField> Fields, ReadOnlyMemory<byte> Body)
{
    /// <summary>The target up to the question mark.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>What follows the question mark.</summary>
    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    internal string? Field(string name) => Fields.FirstOrDefault(field => field.Is(name))?.Value;
}
