using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Trapeze.Core.Labels;

/// <summary>Reads the text form of labels, bounded in depth and size so that no text can make it work long.</summary>
internal sealed class LabelTextParser(LabelOrder order, string text)
{
    internal const int MaxLength = 65_536;
    private const int MaxDepth = 16;
    private const int MaxClauses = 256;

    private int _at;
    private int _depth;

    internal bool TryParse([NotNullWhen(true)] out Label? label, out LabelTextError error)
    {
        label = null;
        try
        {
            if (text.Length > MaxLength)
            {
                throw new SyntaxException(0, "the label is too long");
            }

            var secrecy = Join();
            var integrity = Take('!') ? Join() : order.NoFormula;
            Skip();
            if (_at < text.Length)
            {
                throw new SyntaxException(_at, $"unexpected `{text[_at]}`");
            }

            label = order.Label(secrecy, integrity);
            error = default;
            return true;
        }
        catch (SyntaxException problem)
        {
            error = new LabelTextError(problem.Position, problem.Message);
            return false;
        }
    }

    private Formula Join()
    {
        var formula = Meet();
        while (Take('&'))
        {
            formula = Bounded(formula.Join(Meet()));
        }

        return formula;
    }

    private Formula Meet()
    {
        var formula = Operand();
        while (Take('|'))
        {
            formula = Bounded(formula.Meet(Operand()));
        }

        return formula;
    }

    private Formula Operand()
    {
        if (!Take('('))
        {
            return Atom();
        }

        if (++_depth > MaxDepth)
        {
            throw new SyntaxException(_at, "too many brackets");
        }

        var inner = Join();
        Expect(')');
        _depth--;
        return inner;
    }

    private Formula Atom()
    {
        Skip();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-'))
        {
            _at++;
        }

        var name = text[start.._at];
        switch (name)
        {
            case "":
                throw new SyntaxException(start, start < text.Length ? $"unexpected `{text[start]}`" : "a label is missing here");
            case LabelText.BottomName:
                return order.NoFormula;
            case LabelText.TopName:
                return order.EveryFormula;
        }

        if (!order.TryGetKind(name, out var kind))
        {
            throw new SyntaxException(start, $"unknown label `{name}`");
        }

        string? parameter = null;
        if (Take('('))
        {
            parameter = Parameter();
            Expect(')');
        }

        if (kind.IsFamily != parameter is not null)
        {
            throw new SyntaxException(start, kind.IsFamily ? $"`{kind}` needs a parameter" : $"`{name}` takes no parameter");
        }

        return parameter is { Length: > LabelOrder.MaxParameterLength }
            ? throw new SyntaxException(start, "the parameter is too long")
            : order.FormulaOf(name, parameter);
    }

    private string Parameter()
    {
        Skip();
        if (_at < text.Length && text[_at] == '"')
        {
            return Quoted();
        }

        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '.'))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw new SyntaxException(start, "a parameter is missing here");
    }

    private string Quoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '"')
            {
                _at++;
                return value.ToString();
            }

            value.Append(c == '\\' ? Escaped() : c);
        }

        throw new SyntaxException(text.Length, "a quote is not closed");
    }

    private char Escaped()
    {
        if (_at + 5 < text.Length && text[_at + 1] == 'u'
            && ushort.TryParse(text.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 5;
            return (char)code;
        }

        throw new SyntaxException(_at, "write `\\uXXXX` after a backslash");
    }

    private Formula Bounded(Formula formula) =>
        formula.Clauses.Length <= MaxClauses ? formula : throw new SyntaxException(_at, "the label has too many clauses");

    private void Skip()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }

    private bool Take(char expected)
    {
        Skip();
        if (_at >= text.Length || text[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
        {
            throw new SyntaxException(_at, $"`{expected}` is missing here");
        }
    }

    private sealed class SyntaxException(int position, string message) : Exception(message)
    {
        public int Position { get; } = position;
    }
}
