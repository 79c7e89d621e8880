using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>The condition of a write, in one of its ways of being written, and the machine's test that it is.</summary>
internal sealed record Guard(Model.Test Test, int Number)
{
    internal string? Expression { get; private init; }

    internal Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, AttributeValue> Values { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ExpectedAttributeValue>? Legacy { get; private init; }

    internal ReturnValuesOnConditionCheckFailure? OnFailure { get; private init; }

    internal bool ReturnsOnFailure => OnFailure?.Value == "ALL_OLD";

    /// <summary>Nothing.</summary>
    internal static Guard None => new(Model.Test.Always, 0);

    /// <summary>That there is an item.</summary>
    internal static Guard Present => new(Model.Test.Present, 0) { Expression = Written(Model.Test.Present, 0) };

    internal static Guard Draw(Dice dice, bool legacy)
    {
        var test = dice.Next(5) switch { 0 => Model.Test.Absent, 1 => Model.Test.Present, 2 or 3 => Model.Test.Equal, _ => Model.Test.Always };
        var number = dice.Next(8);
        var form = dice.Next(3);
        var onFailure = dice.Next(3) switch { 0 => ReturnValuesOnConditionCheckFailure.ALL_OLD, 1 => ReturnValuesOnConditionCheckFailure.NONE, _ => null };
        if (legacy)
        {
            return new(test, number) { Legacy = test == Model.Test.Always ? null : new(StringComparer.Ordinal) { [Contents.Number] = Old(test, number, form) }, OnFailure = onFailure };
        }

        var guard = new Guard(test, number) { Expression = Written(test, form), OnFailure = onFailure };
        if (guard.Expression is { } expression)
        {
            if (expression.Contains("#k", StringComparison.Ordinal))
            {
                guard.Names["#k"] = test == Model.Test.Equal || form == 2 ? Contents.Number : KeySpace.Hash;
            }

            if (test == Model.Test.Equal)
            {
                guard.Values[":e"] = Contents.N(number);
            }
        }

        return guard;
    }

    public override string ToString() => Test == Model.Test.Equal ? $"{Test} {Number.ToString(CultureInfo.InvariantCulture)}" : $"{Test}";

    private static string? Written(Model.Test test, int form) => test switch
    {
        Model.Test.Absent => form switch { 0 => "attribute_not_exists(n)", 1 => "attribute_not_exists(#k)", _ => "NOT attribute_exists(#k)" },
        Model.Test.Present => form switch { 0 => "attribute_exists(n)", 1 => "attribute_exists(#k)", _ => "NOT attribute_not_exists(#k)" },
        Model.Test.Equal => form switch { 0 => "n = :e", 1 => "n BETWEEN :e AND :e", _ => "(#k IN (:e))" },
        _ => null,
    };

    private static ExpectedAttributeValue Old(Model.Test test, int number, int form) => (test, form) switch
    {
        (Model.Test.Absent, 0) => new() { Exists = false },
        (Model.Test.Absent, _) => new() { ComparisonOperator = ComparisonOperator.NULL },
        (Model.Test.Present, _) => new() { ComparisonOperator = ComparisonOperator.NOT_NULL },
        (_, 0) => new() { Value = Contents.N(number) },
        _ => new() { ComparisonOperator = ComparisonOperator.EQ, AttributeValueList = [Contents.N(number)] },
    };
}
