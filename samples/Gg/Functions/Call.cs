using System.Collections.Immutable;
using System.Text.Json;
using Gg.Blobs;
using Gg.Graphs;

namespace Gg.Functions;

/// <summary>What a function is asked for: a tool's arguments, the blobs that it sees as files, and the name of the file that it makes.</summary>
/// <param name="Tool">The one of its files that is the tool; <see langword="null"/> for the usual one.</param>
/// <param name="Arguments">What the tool is told.</param>
/// <param name="Files">The hash of each file that it sees, by its name.</param>
/// <param name="Output">The file that it makes.</param>
public sealed record Call(string? Tool, ImmutableArray<string> Arguments, ImmutableSortedDictionary<string, string> Files, string Output)
{
    /// <summary>What its output is found by: all that it depends on, the tools of this machine included.</summary>
    public BlobHash KeyOf(StepKind kind, string tools) => BlobHash.Of(JsonSerializer.SerializeToUtf8Bytes(new object?[] { kind.ToString(), tools, Tool, Arguments, Files, Output }));
}
