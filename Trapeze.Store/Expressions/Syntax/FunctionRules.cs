using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Which operands the operators and functions of a condition take.</summary>
internal sealed class FunctionRules(TokenReader reader)
{
    /// <summary>Why there is no such function in a condition; <see langword="null"/> if there is.</summary>
    public static string? WhyNot(string name) => name switch
    {
        "size" or "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains" => null,
        "if_not_exists" or "list_append" => $"The function is not allowed in a condition expression; function: {name}",
        _ => $"Invalid function name; function: {name}",
    };

    /// <summary>Checks a function's name and the number of its arguments.</summary>
    public Operand Apply(string name, ImmutableArray<Operand> arguments)
    {
        if (WhyNot(name) is { } reason)
        {
            throw reader.Refuse(reason);
        }

        if (arguments.Length != (name is "attribute_type" or "begins_with" or "contains" ? 2 : 1))
        {
            throw reader.Refuse($"Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {arguments.Length}");
        }

        EnsureValues(arguments);
        if (name is not "size")
        {
            return new FunctionOperand(name, arguments);
        }

        return arguments[0].StaticKind is AttributeKind.N or AttributeKind.BOOL or AttributeKind.NULL
            ? throw WrongType(name, arguments[0])
            : new SizeOperand(arguments[0]);
    }

    /// <summary>Makes a condition of a function that is not <c>size</c>.</summary>
    public ConditionNode Condition(FunctionOperand function)
    {
        var arguments = function.Arguments;
        switch (function.Name)
        {
            case "attribute_exists":
            case "attribute_not_exists":
                return arguments[0] is PathOperand { Path: var path }
                    ? new Exists(path, expected: function.Name is "attribute_exists")
                    : throw reader.Refuse($"Operator or function requires a document path; operator or function: {function.Name}");
            case "attribute_type":
                EnsureDistinct(function.Name, arguments);
                return new HasType(arguments[0], NamedKind(arguments[1]), arguments[1].ToString());
            case "begins_with":
                EnsureDistinct(function.Name, arguments);
                foreach (var argument in arguments)
                {
                    if (argument.StaticKind is not (null or AttributeKind.S or AttributeKind.B))
                    {
                        throw WrongType(function.Name, argument);
                    }
                }

                return new BeginsWith(arguments[0], arguments[1]);
            default:
                EnsureDistinct(function.Name, arguments);
                return new Contains(arguments[0], arguments[1]);
        }
    }

    /// <summary>Checks the operands of an operator.</summary>
    public void EnsureOperands(string name, bool ordered, params ImmutableArray<Operand> operands)
    {
        EnsureValues(operands);
        foreach (var operand in operands)
        {
            if (ordered && operand.StaticKind is not (null or AttributeKind.S or AttributeKind.N or AttributeKind.B))
            {
                throw WrongType(name, operand);
            }
        }

        EnsureDistinct(name, operands);
    }

    /// <summary>Checks bounds that the request gives as values.</summary>
    public void EnsureBounds(Operand low, Operand high)
    {
        if (low is not ValueOperand { Value: var first } || high is not ValueOperand { Value: var second })
        {
            return;
        }

        var order = ValueComparer.Order(first, second);
        if (order is null or > 0)
        {
            var rule = order is null ? "same data type for lower and upper bounds" : "upper bound to be greater than or equal to lower bound";
            throw reader.Refuse($"The BETWEEN operator requires {rule}; lower bound operand: {Describe(first)}, upper bound operand: {Describe(second)}");
        }
    }

    public ValidationException NotAllowedHere(string function) => reader.Refuse(WrongNames.NotAllowedHere(function));

    private void EnsureValues(ImmutableArray<Operand> operands)
    {
        foreach (var operand in operands)
        {
            if (operand is FunctionOperand function)
            {
                throw NotAllowedHere(function.Name);
            }
        }
    }

    private void EnsureDistinct(string name, ImmutableArray<Operand> operands)
    {
        if (operands[0] is PathOperand { Path: var first }
            && operands.Skip(1).OfType<PathOperand>().Any(other => other.Path.IsSameAs(first)))
        {
            throw reader.Refuse("The first operand must be distinct from the remaining operands for this operator or function; "
                + $"operator: {name}, first operand: {first.Describe()}");
        }
    }

    private AttributeKind NamedKind(Operand operand)
    {
        if (operand is not ValueOperand { Value: var value } || value.S is not { } name)
        {
            throw WrongType("attribute_type", operand);
        }

        // A number is the name of none, though it parses as a kind.
        return Enum.TryParse<AttributeKind>(name, out var kind) && Enum.IsDefined(kind) && string.Equals(kind.ToString(), name, StringComparison.Ordinal)
            ? kind
            : throw reader.Refuse($"Invalid attribute type name found; type: {name}, valid types: {{B,BOOL,BS,L,M,N,NS,NULL,S,SS}}");
    }

    private ValidationException WrongType(string name, Operand operand) => reader.Refuse(
        $"Incorrect operand type for operator or function; operator or function: {name}, operand type: {operand.StaticKind?.ToString() ?? "document path"}");

    private static string Describe(AttributeValue value) =>
        $"AttributeValue: {{{AttributeKinds.Known(value)}:{value.S ?? value.N ?? ValueComparer.Canonical(value.B)}}}";
}
