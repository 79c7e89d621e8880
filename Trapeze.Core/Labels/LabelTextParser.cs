using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Trapeze.Core.Labels;

/// <summary>Reads the text form of labels, bounded in depth and size so that no text can make it work long.</summary>
internal sealed class LabelTextParser(LabelOrder order, string text)
{
    private const int MaxDepth = 16;

    // A canonical text meets single clauses only, so it never comes near.
    private const int MaxClausePairs = 16_384;

    private int _at;
    private int _depth;
    private long _clausePairs;

    internal bool TryParse([NotNullWhen(true)] out Label? label, out LabelTextError error)
    {
        label = null;
        try
        {
            if (text.Length > LabelOrder.MaxTextLength)
            {
                throw new SyntaxException(0, "the label is too long");
            }

            var secrecy = Join();
            var integrity = Take('!') ? Join() : order.NoFormula;
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
        catch (LabelTooLargeException problem)
        {
            error = new LabelTextError(_at, problem.Message);
            return false;
        }
    }

    private Formula Join() => Operands('&', Meet, static (left, right) => left.Join(right));

    private Formula Meet() => Operands('|', Operand, BoundedMeet);

    private Formula BoundedMeet(Formula left, Formula right)
    {
        _clausePairs += (long)left.Clauses.Length * right.Clauses.Length;
        return _clausePairs <= MaxClausePairs ? left.Meet(right) : throw new SyntaxException(_at, "the label is too complex");
    }

    private Formula Operands(char separator, Func<Formula> next, Func<Formula, Formula, Formula> combine)
    {
        var first = next();
        if (!Take(separator))
        {
            return first;
        }

        var operands = new List<Formula> { first };
        do
        {
            operands.Add(next());
        }
        while (Take(separator));

        // In pairs, so that a long row of operands is not copied once for each.
        while (operands.Count > 1)
        {
            var half = (operands.Count + 1) / 2;
            for (var i = 0; i < operands.Count / 2; i++)
            {
                operands[i] = combine(operands[i], operands[half + i]);
            }

            operands.RemoveRange(half, operands.Count - half);
        }

        return operands[0];
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

    // Spaces are behind: whoever looked for a bracket or a separator skipped them.
    private Formula Atom()
    {
        var start = _at;
        var name = TakeAll(LabelText.NameCharacters);
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

        if (!Take('('))
        {
            return kind.Own ?? throw new SyntaxException(start, $"`{kind}` needs a parameter");
        }

        if (!kind.IsFamily)
        {
            throw new SyntaxException(start, $"`{name}` takes no parameter");
        }

        var parameter = Parameter();
        if (parameter.Length > LabelOrder.MaxParameterLength)
        {
            throw new SyntaxException(start, "the parameter is too long");
        }

        Expect(')');
        return order.MemberOf(kind, parameter);
    }

    private ReadOnlySpan<char> Parameter()
    {
        Skip();
        if (_at < text.Length && text[_at] == '"')
        {
            return Quoted();
        }

        var bare = TakeAll(LabelText.BareCharacters);
        return !bare.IsEmpty ? bare : throw new SyntaxException(_at, "a parameter is missing here");
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
        if (_at + 5 < text.Length && text[_at + 1] == 'u')
        {
            var digits = text.AsSpan(_at + 2, 4);
            if (!digits.ContainsAnyExcept(LabelText.HexDigits))
            {
                _at += 5;
                return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }
        }

        throw new SyntaxException(_at, "write `\\uXXXX` after a backslash");
    }

    private ReadOnlySpan<char> TakeAll(SearchValues<char> characters)
    {
        var rest = text.AsSpan(_at);
        var end = rest.IndexOfAnyExcept(characters);
        var taken = end < 0 ? rest : rest[..end];
        _at += taken.Length;
        return taken;
    }

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
