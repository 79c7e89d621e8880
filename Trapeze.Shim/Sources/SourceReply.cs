namespace Trapeze.Shim.Sources;

/// <summary>What goes back to a source: the invocation's result, or its failure.</summary>
/// <param name="IsError">Whether the invocation fails, so that its source sends everything again.</param>
/// <param name="Bytes">The JSON that is posted.</param>
internal sealed record SourceReply(bool IsError, byte[] Bytes);
