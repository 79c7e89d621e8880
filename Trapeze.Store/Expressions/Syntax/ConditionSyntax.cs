namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Reads a condition for its syntax, its parentheses and where its functions stand.</summary>
internal static class ConditionSyntax
{
    private enum Shape
    {
        Operand,
        EnclosedOperand,
        RedundantOperand,
        Function,
        EnclosedFunction,
        Condition,
        EnclosedCondition,
        TooDeep,
    }

    // Function: where the one begins that it is; below 0 if it is none.
    private readonly record struct Part(Shape Shape, int Function = -1, string? Name = null);

    internal static void Check(TokenReader reader)
    {
        var part = Or(reader, 0);
        if (part.Shape != Shape.TooDeep)
        {
            EnsureCondition(reader, part);
            SyntaxCheck.End(reader);
        }
    }

    // An operand alone is no condition, unless it is a function; what is too deep to tell counts as one.
    private static Part Or(TokenReader reader, int depth)
    {
        var part = Primary(reader, depth);
        while (reader.At(TokenKind.Or) || reader.At(TokenKind.And))
        {
            EnsureCondition(reader, part);
            _ = reader.Take();
            part = Primary(reader, depth);
            EnsureCondition(reader, part);
            part = new(Shape.Condition);
        }

        return part;
    }

    private static Part Primary(TokenReader reader, int depth)
    {
        var negates = false;
        while (reader.TryTake(TokenKind.Not))
        {
            negates = true;
        }

        var part = Compared(reader, depth);
        if (negates)
        {
            EnsureCondition(reader, part);
            return new(Shape.Condition);
        }

        return part;
    }

    private static Part Compared(TokenReader reader, int depth)
    {
        if (depth > SyntaxCheck.MaxDepth)
        {
            return new(Shape.TooDeep);
        }

        var part = new Part(Shape.Operand);
        if (reader.TryTake(TokenKind.OpenParenthesis))
        {
            part = Or(reader, depth + 1);
            if (part.Shape == Shape.TooDeep)
            {
                return part;
            }

            reader.Expect(TokenKind.CloseParenthesis);
            part = part with { Shape = Enclosed(reader, part.Shape) };
        }
        else if (SyntaxCheck.IsFunction(reader))
        {
            part = new(Shape.Function, reader.Current.Start, SyntaxCheck.Function(reader, depth, isUpdate: false));
        }
        else
        {
            _ = SyntaxCheck.Operand(reader, depth, isUpdate: false);
        }

        // Parentheses around an operand are known for redundant once it is compared: alone, it is no condition.
        if (part.Shape is Shape.Condition or Shape.EnclosedCondition || !IsComparison(reader))
        {
            return part;
        }

        if (part.Shape is Shape.RedundantOperand)
        {
            throw reader.Redundant();
        }

        if (part is { Function: >= 0, Name: not SyntaxCheck.Size })
        {
            reader.Misplaced.Add(part.Function);
        }

        Comparison(reader, depth);
        return new(Shape.Condition);
    }

    private static Shape Enclosed(TokenReader reader, Shape shape) => shape switch
    {
        Shape.Operand => Shape.EnclosedOperand,
        Shape.EnclosedOperand or Shape.RedundantOperand => Shape.RedundantOperand,
        Shape.Function => Shape.EnclosedFunction,
        Shape.Condition => Shape.EnclosedCondition,
        _ => throw reader.Redundant(),
    };

    private static void EnsureCondition(TokenReader reader, Part part)
    {
        if (part.Shape is Shape.Operand or Shape.EnclosedOperand or Shape.RedundantOperand)
        {
            throw reader.SyntaxError();
        }

        if (part is { Function: >= 0, Name: SyntaxCheck.Size })
        {
            reader.Misplaced.Add(part.Function);
        }
    }

    private static bool IsComparison(TokenReader reader) => reader.Current.Kind is TokenKind.Between or TokenKind.In
        or TokenKind.Equal or TokenKind.NotEqual or TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual;

    private static void Comparison(TokenReader reader, int depth)
    {
        if (reader.TryTake(TokenKind.Between))
        {
            _ = SyntaxCheck.Operand(reader, depth, isUpdate: false);
            reader.Expect(TokenKind.And);
            _ = SyntaxCheck.Operand(reader, depth, isUpdate: false);
        }
        else if (reader.TryTake(TokenKind.In))
        {
            reader.Expect(TokenKind.OpenParenthesis);
            SyntaxCheck.Operands(reader, depth, isUpdate: false);
        }
        else
        {
            _ = reader.Take();
            _ = SyntaxCheck.Operand(reader, depth, isUpdate: false);
        }
    }
}
