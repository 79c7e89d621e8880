using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Syntax;

/// <summary>A part of the text, and where it stands.</summary>
internal abstract class SyntaxNode(SourceSpan span)
{
    internal SourceSpan Span { get; } = span;

    /// <summary>What it is, for people: text, a list, a mapping, nothing.</summary>
    internal abstract string Shape { get; }
}
