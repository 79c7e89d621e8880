namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Reads expressions for their syntax alone: no name, value, type or function is asked about.</summary>
/// <remarks>DynamoDB refuses what does not parse before it looks at what it would mean; this is only read once a parser has refused something else.</remarks>
internal static class SyntaxCheck
{
    // Deeper is refused by the parsers themselves, for another reason.
    private const int MaxDepth = 310;

    private enum Shape
    {
        Operand,
        Function,
        Condition,
        TooDeep,
    }

    internal static void Condition(TokenReader reader)
    {
        var shape = Or(reader, 0);
        if (shape != Shape.TooDeep)
        {
            EnsureCondition(reader, shape);
            End(reader);
        }
    }

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

    private static void End(TokenReader reader)
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

    // An operand alone is no condition, unless it is a function; what is too deep to tell counts as one.
    private static Shape Or(TokenReader reader, int depth)
    {
        var shape = Primary(reader, depth);
        while (reader.At(TokenKind.Or) || reader.At(TokenKind.And))
        {
            EnsureCondition(reader, shape);
            _ = reader.Take();
            shape = Primary(reader, depth);
            EnsureCondition(reader, shape);
            shape = Shape.Condition;
        }

        return shape;
    }

    private static Shape Primary(TokenReader reader, int depth)
    {
        var negates = false;
        while (reader.TryTake(TokenKind.Not))
        {
            negates = true;
        }

        var shape = Compared(reader, depth);
        if (negates)
        {
            EnsureCondition(reader, shape);
            return Shape.Condition;
        }

        return shape;
    }

    private static Shape Compared(TokenReader reader, int depth)
    {
        if (depth > MaxDepth)
        {
            return Shape.TooDeep;
        }

        var shape = Shape.Operand;
        if (reader.TryTake(TokenKind.OpenParenthesis))
        {
            shape = Or(reader, depth + 1);
            if (shape == Shape.TooDeep)
            {
                return shape;
            }

            reader.Expect(TokenKind.CloseParenthesis);
        }
        else
        {
            shape = reader.At(TokenKind.Name) && reader.NextIs(TokenKind.OpenParenthesis) ? Shape.Function : Shape.Operand;
            Operand(reader, depth, isUpdate: false);
        }

        return shape is Shape.Operand or Shape.Function && Comparison(reader, depth) ? Shape.Condition : shape;
    }

    private static void EnsureCondition(TokenReader reader, Shape shape)
    {
        if (shape == Shape.Operand)
        {
            throw reader.SyntaxError();
        }
    }

    private static bool Comparison(TokenReader reader, int depth)
    {
        if (reader.TryTake(TokenKind.Between))
        {
            Operand(reader, depth, isUpdate: false);
            reader.Expect(TokenKind.And);
            Operand(reader, depth, isUpdate: false);
            return true;
        }

        if (reader.TryTake(TokenKind.In))
        {
            reader.Expect(TokenKind.OpenParenthesis);
            Operands(reader, depth, isUpdate: false);
            return true;
        }

        if (reader.Current.Kind is TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual)
        {
            _ = reader.Take();
            Operand(reader, depth, isUpdate: false);
            return true;
        }

        return false;
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
