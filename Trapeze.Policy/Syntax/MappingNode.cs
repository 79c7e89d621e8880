using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Syntax;

/// <summary>Keys with their values, in the order of the text; each key once.</summary>
internal sealed class MappingNode(SourceSpan span, ImmutableArray<MappingEntry> entries) : SyntaxNode(span)
{
    internal ImmutableArray<MappingEntry> Entries { get; } = entries;

    internal override string Shape => "a mapping";

    internal MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal));
}
