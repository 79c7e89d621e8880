using System.Collections.Immutable;
using System.Globalization;

namespace Trapeze.Policy.Diagnostics;

/// <summary>Collects what is wrong with one text.</summary>
internal sealed class DiagnosticBag(string file, string text)
{
    /// <summary>More are counted, but not shown: a policy that is wrong everywhere is wrong in one place.</summary>
    internal const int MostShown = 100;

    private readonly List<Diagnostic> _diagnostics = [];
    private string[]? _lines;
    private int _hidden;

    internal bool HasErrors { get; private set; }

    /// <summary>How many problems there are so far, shown or not.</summary>
    internal int Count => _diagnostics.Count + _hidden;

    internal void Error(string code, SourceSpan span, string message, string? hint = null)
    {
        HasErrors = true;
        Add(code, Severity.Error, span, message, hint);
    }

    internal void Warning(string code, SourceSpan span, string message, string? hint = null) => Add(code, Severity.Warning, span, message, hint);

    internal ImmutableArray<Diagnostic> ToImmutable()
    {
        var sorted = _diagnostics
            .OrderBy(diagnostic => diagnostic.Span.Line)
            .ThenBy(diagnostic => diagnostic.Span.Column)
            .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal)
            .ToList();
        if (_hidden > 0)
        {
            var count = _hidden.ToString(CultureInfo.InvariantCulture);
            sorted.Add(Make(DiagnosticCode.MoreProblems, Severity.Error, new SourceSpan(1, 1, 0), $"{count} more problems are not shown", "mend these first"));
        }

        return [.. sorted];
    }

    private void Add(string code, Severity severity, SourceSpan span, string message, string? hint)
    {
        if (_diagnostics.Count < MostShown)
        {
            _diagnostics.Add(Make(code, severity, span, message, hint));
        }
        else
        {
            _hidden++;
        }
    }

    private Diagnostic Make(string code, Severity severity, SourceSpan span, string message, string? hint)
    {
        _lines ??= text.ReplaceLineEndings("\n").Split('\n');
        var line = Math.Clamp(span.Line, 1, _lines.Length);
        return new Diagnostic(code, severity, file, span with { Line = line }, message, hint, _lines[line - 1]);
    }
}
