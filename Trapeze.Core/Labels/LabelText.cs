using System.Buffers;
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
    internal static readonly SearchValues<char> BareCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    internal static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    internal static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    internal const string TopName = "top";
    internal const string BottomName = "bottom";

    internal static bool IsReserved(string name) => name is TopName or BottomName;

    internal static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= 128 } && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    internal static bool IsBare(string parameter) => parameter.Length > 0 && !parameter.AsSpan().ContainsAnyExcept(BareCharacters);

    internal static string Format(Atom atom)
    {
        if (atom.Parameter is null || IsBare(atom.Parameter))
        {
            return atom.Parameter is null ? atom.Kind.Name : $"{atom.Kind.Name}({atom.Parameter})";
        }

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
        if (formula.SingleAtom is { } atom)
        {
            return Format(atom);
        }

        var text = new StringBuilder();
        Append(text, formula);
        return text.ToString();
    }

    internal static string Format(Label label)
    {
        if (label.Integrity.IsBottom)
        {
            return Format(label.Secrecy);
        }

        var text = new StringBuilder();
        Append(text, label.Secrecy);
        text.Append(" ! ");
        Append(text, label.Integrity);
        return text.ToString();
    }

    /// <summary>The length of the canonical text of a formula of more than one atom.</summary>
    internal static int LengthOf(ReadOnlySpan<Clause> clauses)
    {
        var length = 3 * (clauses.Length - 1);
        foreach (var clause in clauses)
        {
            length += clause.TextLength + (clauses.Length > 1 && clause.Atoms.Length > 1 ? 2 : 0);
        }

        return length;
    }

    /// <summary>The length of the canonical text of a clause.</summary>
    internal static int LengthOf(ReadOnlySpan<Atom> atoms)
    {
        var length = atoms.IsEmpty ? TopName.Length : 3 * (atoms.Length - 1);
        foreach (var atom in atoms)
        {
            length += atom.Kind.Name.Length + (atom.Parameter is { } parameter ? 2 + LengthOf(parameter) : 0);
        }

        return length;
    }

    internal static bool TryParse(LabelOrder order, string text, [NotNullWhen(true)] out Label? label, out LabelTextError error)
    {
        var parser = new LabelTextParser(order, text);
        return parser.TryParse(out label, out error);
    }

    private static void Append(StringBuilder text, Formula formula)
    {
        if (formula.SingleAtom is { } atom)
        {
            Append(text, atom);
            return;
        }

        if (formula.IsBottom)
        {
            text.Append(BottomName);
            return;
        }

        var clauses = formula.Clauses;
        for (var i = 0; i < clauses.Length; i++)
        {
            if (i > 0)
            {
                text.Append(" & ");
            }

            var bracketed = clauses.Length > 1 && clauses[i].Atoms.Length > 1;
            text.Append(bracketed ? "(" : "");
            Append(text, clauses[i]);
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

    private static int LengthOf(string parameter)
    {
        if (IsBare(parameter))
        {
            return parameter.Length;
        }

        var length = 2;
        foreach (var c in parameter)
        {
            length += IsPlain(c) ? 1 : 6;
        }

        return length;
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '"' and not '\\';

    private static void AppendQuoted(StringBuilder text, string parameter)
    {
        text.Append('"');
        foreach (var c in parameter)
        {
            if (IsPlain(c))
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
