namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Reads expressions for their syntax alone: no name, value, type or function is asked about.</summary>
/// <remarks>DynamoDB refuses what does not parse before it looks at what it would mean; this is only read once a parser has refused something else.</remarks>
internal static class SyntaxCheck
{
    // Deeper is refused by the parsers themselves, for another reason.
    private const int MaxDepth = 310;

    internal static void Condition(TokenReader reader) => End(reader, Or(reader, 0));

    internal static void Update(TokenReader reader)
    {
        do
        {
            Section(reader);
        }
        while (!reader.At(TokenKind.End));
    }

    internal static void Projection(TokenReader reader)
    {
        do
        {
            Path(reader);
        }
        while (reader.TryTake(TokenKind.Comma));

        End(reader, goesOn: true);
    }

    private static void End(TokenReader reader, bool goesOn)
    {
        if (goesOn && !reader.At(TokenKind.End))
        {
            throw reader.SyntaxError();
        }
    }

    private static void Section(TokenReader reader)
    {
        var section = reader.Current.Kind;
        if (section is not (TokenKind.Set or TokenKind.Remove or TokenKind.Add or TokenKind.Delete))
        {
            throw reader.SyntaxError();
        }

        _ = reader.Take();
        do
        {
            Path(reader);
            if (section == TokenKind.Set)
            {
                reader.Expect(TokenKind.Equal);
                Sum(reader, 0);
            }
            else if (section != TokenKind.Remove)
            {
                reader.Expect(TokenKind.ValuePlaceholder);
            }
        }
        while (reader.TryTake(TokenKind.Comma));
    }

    private static void Sum(TokenReader reader, int depth)
    {
        Operand(reader, depth, isUpdate: true);
        if (reader.TryTake(TokenKind.Plus) || reader.TryTake(TokenKind.Minus))
        {
            Operand(reader, depth, isUpdate: true);
        }
    }

    // Each gives whether there is a condition, or may be one: an operand alone is none, and false means that it went too deep to tell.
    private static bool Or(TokenReader reader, int depth)
    {
        do
        {
            if (!Primary(reader, depth))
            {
                return false;
            }
        }
        while (reader.TryTake(TokenKind.Or) || reader.TryTake(TokenKind.And));

        return true;
    }

    private static bool Primary(TokenReader reader, int depth)
    {
        while (reader.TryTake(TokenKind.Not))
        {
        }

        if (depth > MaxDepth)
        {
            return false;
        }

        if (reader.TryTake(TokenKind.OpenParenthesis))
        {
            if (!Or(reader, depth + 1))
            {
                return false;
            }

            reader.Expect(TokenKind.CloseParenthesis);
        }
        else
        {
            Operand(reader, depth, isUpdate: false);
        }

        Comparison(reader, depth);
        return true;
    }

    private static void Comparison(TokenReader reader, int depth)
    {
        if (reader.TryTake(TokenKind.Between))
        {
            Operand(reader, depth, isUpdate: false);
            reader.Expect(TokenKind.And);
            Operand(reader, depth, isUpdate: false);
        }
        else if (reader.TryTake(TokenKind.In))
        {
            reader.Expect(TokenKind.OpenParenthesis);
            Operands(reader, depth, isUpdate: false);
        }
        else if (reader.Current.Kind is TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual)
        {
            _ = reader.Take();
            Operand(reader, depth, isUpdate: false);
        }
    }

    private static void Operand(TokenReader reader, int depth, bool isUpdate)
    {
        if (depth > MaxDepth || reader.TryTake(TokenKind.ValuePlaceholder))
        {
            return;
        }

        if (reader.TryTake(TokenKind.OpenParenthesis))
        {
            if (isUpdate)
            {
                Sum(reader, depth + 1);
            }
            else
            {
                Operand(reader, depth + 1, isUpdate);
            }

            reader.Expect(TokenKind.CloseParenthesis);
        }
        else if (reader.At(TokenKind.Name) && reader.NextIs(TokenKind.OpenParenthesis))
        {
            _ = reader.Take();
            _ = reader.Take();
            Operands(reader, depth + 1, isUpdate);
        }
        else
        {
            Path(reader);
        }
    }

    private static void Operands(TokenReader reader, int depth, bool isUpdate)
    {
        do
        {
            Operand(reader, depth, isUpdate);
        }
        while (reader.TryTake(TokenKind.Comma));

        reader.Expect(TokenKind.CloseParenthesis);
    }

    private static void Path(TokenReader reader)
    {
        Name(reader);
        while (true)
        {
            if (reader.TryTake(TokenKind.Dot))
            {
                Name(reader);
            }
            else if (reader.TryTake(TokenKind.OpenBracket))
            {
                reader.Expect(TokenKind.Index);
                reader.Expect(TokenKind.CloseBracket);
            }
            else
            {
                return;
            }
        }
    }

    private static void Name(TokenReader reader)
    {
        if (!reader.TryTake(TokenKind.Name) && !reader.TryTake(TokenKind.NamePlaceholder))
        {
            throw reader.SyntaxError();
        }
    }
}
