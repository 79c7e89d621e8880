using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Syntax;

/// <summary>A list.</summary>
internal sealed class SequenceNode(SourceSpan span, ImmutableArray<SyntaxNode> items) : SyntaxNode(span)
{
    internal ImmutableArray<SyntaxNode> Items { get; } = items;

    internal override string Shape => "a list";
}
