namespace Trapeze.Shim.Aws;

/// <summary>What AWS answered to a request that it took.</summary>
internal sealed class AwsReply(ReadOnlyMemory<byte> body, Func<string, string?> header)
{
    internal ReadOnlyMemory<byte> Body { get; } = body;

    internal string? Header(string name) => header(name);
}
