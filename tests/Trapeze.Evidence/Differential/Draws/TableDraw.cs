using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the tables of a case: with and without a sort key, keys of all three types.</summary>
internal static class TableDraw
{
    private static readonly ImmutableArray<ScalarAttributeType> Types = [ScalarAttributeType.S, ScalarAttributeType.N, ScalarAttributeType.B];

    public static ImmutableArray<TableDefinition> Draw(Dice dice, long @case) =>
    [
        .. Enumerable.Range(0, 2).Select(at => new TableDefinition(
            string.Create(CultureInfo.InvariantCulture, $"case-{@case}.{at}"),
            new KeyDefinition("pk", dice.Pick(Types)),
            dice.Next(4) == 0 ? null : new KeyDefinition("sk", dice.Pick(Types)))),
    ];
}
