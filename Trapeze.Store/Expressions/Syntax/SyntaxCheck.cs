namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Reads expressions for their syntax alone, for parentheses around nothing but parentheses, and for where functions stand: no name, value or type is asked about.</summary>
/// <remarks>
/// DynamoDB refuses what does not parse before it looks at what it would mean, and redundant parentheses as soon as it has read them: what does not parse
/// behind them is not told of. This is only read once a parser has refused something, or has met parentheses.
/// </remarks>
internal static class SyntaxCheck
{
    // Deeper is refused by the parsers themselves, for another reason.
    internal const int MaxDepth = 310;
    internal const string Size = "size";

    internal static void Condition(TokenReader reader) => ConditionSyntax.Check(reader);

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

        End(reader);
    }

    internal static void End(TokenReader reader)
    {
        if (!reader.At(TokenKind.End))
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
                _ = Sum(reader, 0);
            }
            else if (section != TokenKind.Remove)
            {
                reader.Expect(TokenKind.ValuePlaceholder);
            }
        }
        while (reader.TryTake(TokenKind.Comma));
    }

    // Tells, as an operand does, whether it is nothing but parentheses and what they enclose.
    private static bool Sum(TokenReader reader, int depth)
    {
        var isEnclosed = Operand(reader, depth, isUpdate: true);
        if (reader.TryTake(TokenKind.Plus) || reader.TryTake(TokenKind.Minus))
        {
            _ = Operand(reader, depth, isUpdate: true);
            return false;
        }

        return isEnclosed;
    }

    internal static bool Operand(TokenReader reader, int depth, bool isUpdate)
    {
        if (depth > MaxDepth || reader.TryTake(TokenKind.ValuePlaceholder))
        {
            return false;
        }

        if (reader.TryTake(TokenKind.OpenParenthesis))
        {
            var isRedundant = isUpdate ? Sum(reader, depth + 1) : Operand(reader, depth + 1, isUpdate);
            reader.Expect(TokenKind.CloseParenthesis);
            return isRedundant ? throw reader.Redundant() : true;
        }

        if (IsFunction(reader))
        {
            var at = reader.Current.Start;
            if (Function(reader, depth, isUpdate) is not Size && !isUpdate)
            {
                reader.Misplaced.Add(at);
            }
        }
        else
        {
            Path(reader);
        }

        return false;
    }

    // Where the name of a function is.
    internal static bool IsFunction(TokenReader reader) => reader.At(TokenKind.Name) && reader.NextIs(TokenKind.OpenParenthesis);

    internal static string Function(TokenReader reader, int depth, bool isUpdate)
    {
        var name = reader.Take();
        _ = reader.Take();
        Operands(reader, depth + 1, isUpdate);
        return name;
    }

    internal static void Operands(TokenReader reader, int depth, bool isUpdate)
    {
        do
        {
            _ = Operand(reader, depth, isUpdate);
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
