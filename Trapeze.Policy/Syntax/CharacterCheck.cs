using System.Globalization;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Syntax;

/// <summary>Finds characters that make a text look other than it is: controls, foreign line ends, reordering marks, halves of pairs.</summary>
internal static class CharacterCheck
{
    internal static void Run(string text, DiagnosticBag problems)
    {
        var line = 1;
        var start = 0;
        var indenting = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r')
            {
                if (c == '\n' || i + 1 == text.Length || text[i + 1] != '\n')
                {
                    line++;
                    start = i + 1;
                    indenting = true;
                }
            }
            else if (c == '\t' && indenting)
            {
                problems.Error(DiagnosticCode.NotYaml, new SourceSpan(line, i - start + 1, 1), "this is not YAML: a tab indents this line", "indent with spaces, not tabs");
                indenting = false;
            }
            else if (char.IsSurrogate(c))
            {
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    i++;
                }
                else
                {
                    Report(problems, new SourceSpan(line, i - start + 1, 1), c);
                }
            }
            else if (IsBad(c))
            {
                Report(problems, new SourceSpan(line, i - start + 1, 1), c);
            }

            indenting &= c is ' ' or '\n' or '\r';
        }
    }

    private static bool IsBad(char c) =>
        c is (< ' ' and not '\t') or (>= '\u007f' and <= '\u009f') or '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029'
            or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' or '\ufffe' or '\uffff';

    private static void Report(DiagnosticBag problems, SourceSpan span, char c) =>
        problems.Error(
            DiagnosticCode.BadCharacter,
            span,
            string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)c:X4} may not stand in a policy"),
            "it cannot be seen, or makes the text look other than it is; remove it");
}
