namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Cuts an expression into tokens. It never fails: what is no token is <see cref="TokenKind.Unknown"/>.</summary>
internal static class Tokenizer
{
    /// <summary>The token at or after <paramref name="position"/>.</summary>
    public static Token Next(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }

        if (position == text.Length)
        {
            return new(TokenKind.End, position, position);
        }

        var first = text[position];
        if (char.IsAsciiLetter(first))
        {
            var end = WordEnd(text, position);
            return new(Keyword(text.AsSpan(position, end - position)), position, end);
        }

        if (first is '#' or ':' && WordEnd(text, position + 1) is var placeholderEnd && placeholderEnd > position + 1)
        {
            return new(first == '#' ? TokenKind.NamePlaceholder : TokenKind.ValuePlaceholder, position, placeholderEnd);
        }

        return char.IsAsciiDigit(first)
            ? new(TokenKind.Index, position, first == '0' ? position + 1 : NumberEnd(text, position))
            : Symbol(text, position);
    }

    /// <summary>Whether <paramref name="key"/> is a placeholder: its mark, then letters, digits and underscores.</summary>
    public static bool IsPlaceholder(string key, char mark) => key.Length > 1 && key[0] == mark && WordEnd(key, 1) == key.Length;

    private static Token Symbol(string text, int position)
    {
        var second = position + 1 < text.Length ? text[position + 1] : ' ';
        var (kind, length) = (text[position], second) switch
        {
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('<', '>') => (TokenKind.NotEqual, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', _) => (TokenKind.Greater, 1),
            ('=', _) => (TokenKind.Equal, 1),
            ('.', _) => (TokenKind.Dot, 1),
            (',', _) => (TokenKind.Comma, 1),
            ('(', _) => (TokenKind.OpenParenthesis, 1),
            (')', _) => (TokenKind.CloseParenthesis, 1),
            ('[', _) => (TokenKind.OpenBracket, 1),
            (']', _) => (TokenKind.CloseBracket, 1),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', _) => (TokenKind.Minus, 1),
            _ => (TokenKind.Unknown, 1),
        };
        return new(kind, position, position + length);
    }

    private static TokenKind Keyword(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 7)
        {
            return TokenKind.Name;
        }

        Span<char> upper = stackalloc char[7];
        return upper[..word.ToUpperInvariant(upper)] switch
        {
            "AND" => TokenKind.And,
            "OR" => TokenKind.Or,
            "NOT" => TokenKind.Not,
            "BETWEEN" => TokenKind.Between,
            "IN" => TokenKind.In,
            "SET" => TokenKind.Set,
            "REMOVE" => TokenKind.Remove,
            "ADD" => TokenKind.Add,
            "DELETE" => TokenKind.Delete,
            _ => TokenKind.Name,
        };
    }

    private static int WordEnd(string text, int position)
    {
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return position;
    }

    private static int NumberEnd(string text, int position)
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position;
    }
}
