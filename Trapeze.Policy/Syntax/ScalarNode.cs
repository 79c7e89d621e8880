using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Syntax;

/// <summary>Text.</summary>
internal sealed class ScalarNode(SourceSpan span, string text, bool isQuoted, int? firstColumn) : SyntaxNode(span)
{
    internal string Text { get; } = text;

    /// <summary>Whether nothing was written at all.</summary>
    internal bool IsMissing => Text.Length == 0 && !isQuoted;

    internal override string Shape => IsMissing ? "nothing" : "text";

    /// <summary>Where a stretch of the text stands: exact where the text is written as it reads, otherwise the whole.</summary>
    internal SourceSpan Part(int start, int length) =>
        firstColumn is { } column ? new SourceSpan(Span.Line, column + start, length) : Span;
}
