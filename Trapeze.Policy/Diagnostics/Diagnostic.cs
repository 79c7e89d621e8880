namespace Trapeze.Policy.Diagnostics;

/// <summary>One thing that is wrong with a policy: where, what, and what to do next.</summary>
public sealed class Diagnostic
{
    internal Diagnostic(string code, Severity severity, string file, SourceSpan span, string message, string? hint, string sourceLine)
    {
        Code = code;
        Severity = severity;
        File = file;
        Span = span;
        Message = message;
        Hint = hint;
        SourceLine = sourceLine;
    }

    /// <summary>The stable code, such as <c>TP0104</c>; the policy reference lists them all.</summary>
    public string Code { get; }

    /// <summary>Whether the policy is refused for it.</summary>
    public Severity Severity { get; }

    /// <summary>The file, as the reader was told it.</summary>
    public string File { get; }

    /// <summary>Where in the file.</summary>
    public SourceSpan Span { get; }

    /// <summary>What is wrong, without a full stop; names in backticks.</summary>
    public string Message { get; }

    /// <summary>What to do next, if there is something to say.</summary>
    public string? Hint { get; }

    /// <summary>The line that <see cref="Span"/> lies in.</summary>
    public string SourceLine { get; }

    /// <summary>The diagnostic as people read it: position, message and code, the line with a caret below, the hint.</summary>
    public string Render() => DiagnosticText.Render(this);

    /// <summary>The first line of <see cref="Render"/>.</summary>
    public override string ToString() => DiagnosticText.Headline(this);
}
