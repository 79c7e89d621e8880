using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Trapeze.Core.Labels;

/// <summary>The text form of labels: <c>client(alice) &amp; (owner | "…") ! vouchers</c>.</summary>
/// <remarks>
/// semantics §1. <c>&amp;</c> joins, <c>|</c> meets and binds tighter, <c>!</c> separates integrity, which is left out when it is ⊥.
/// A parameter is written bare when it is made of ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c>, otherwise quoted with
/// every character outside printable ASCII, quotes and backslashes as <c>\uXXXX</c>: no value can end its quotes.
/// </remarks>
internal static class LabelText
{
    internal const string TopName = "top";
    internal const string BottomName = "bottom";

    internal static bool IsReserved(string name) => name is TopName or BottomName;

    internal static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= 128 } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    internal static bool IsBare(string parameter) =>
        parameter.Length > 0 && parameter.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    internal static string Format(Atom atom)
    {
        var text = new StringBuilder();
        Append(text, atom);
        return text.ToString();
    }

    internal static string Format(Clause clause)
    {
        var text = new StringBuilder();
        Append(text, clause);
        return text.ToString();
    }

    internal static string Format(Formula formula)
    {
        var text = new StringBuilder();
        Append(text, formula);
        return text.ToString();
    }

    internal static string Format(Label label)
    {
        var text = new StringBuilder();
        Append(text, label.Secrecy);
        if (!label.Integrity.IsBottom)
        {
            text.Append(" ! ");
            Append(text, label.Integrity);
        }

        return text.ToString();
    }

    internal static bool TryParse(LabelOrder order, string text, [NotNullWhen(true)] out Label? label, out LabelTextError error)
    {
        var parser = new LabelTextParser(order, text);
        return parser.TryParse(out label, out error);
    }

    private static void Append(StringBuilder text, Formula formula)
    {
        if (formula.IsBottom)
        {
            text.Append(BottomName);
            return;
        }

        for (var i = 0; i < formula.Clauses.Length; i++)
        {
            if (i > 0)
            {
                text.Append(" & ");
            }

            var bracketed = formula.Clauses.Length > 1 && formula.Clauses[i].Atoms.Length > 1;
            text.Append(bracketed ? "(" : "");
            Append(text, formula.Clauses[i]);
            text.Append(bracketed ? ")" : "");
        }
    }

    private static void Append(StringBuilder text, Clause clause)
    {
        if (clause.Atoms.IsEmpty)
        {
            text.Append(TopName);
            return;
        }

        for (var i = 0; i < clause.Atoms.Length; i++)
        {
            if (i > 0)
            {
                text.Append(" | ");
            }

            Append(text, clause.Atoms[i]);
        }
    }

    private static void Append(StringBuilder text, Atom atom)
    {
        text.Append(atom.Kind.Name);
        if (atom.Parameter is not { } parameter)
        {
            return;
        }

        text.Append('(');
        if (IsBare(parameter))
        {
            text.Append(parameter);
        }
        else
        {
            AppendQuoted(text, parameter);
        }

        text.Append(')');
    }

    private static void AppendQuoted(StringBuilder text, string parameter)
    {
        text.Append('"');
        foreach (var c in parameter)
        {
            if (c is >= ' ' and <= '~' and not '"' and not '\\')
            {
                text.Append(c);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        text.Append('"');
    }
}
