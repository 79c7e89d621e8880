using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the tables of a case: with and without a sort key, keys of all three types, the first one with indexes.</summary>
internal static class TableDraw
{
    private static readonly ImmutableArray<ScalarAttributeType> Types = [ScalarAttributeType.S, ScalarAttributeType.N, ScalarAttributeType.B];

    public static ImmutableArray<TableDefinition> Draw(Dice dice, long @case) =>
        [.. Enumerable.Range(0, 2).Select(at => Draw(dice, string.Create(CultureInfo.InvariantCulture, $"case-{@case}.{at}"), at == 0 ? 1 + dice.Next(3) : dice.Next(2)))];

    private static TableDefinition Draw(Dice dice, string name, int indexes)
    {
        var table = new TableDefinition(name, new KeyDefinition("pk", dice.Pick(Types)), dice.Next(4) == 0 ? null : new KeyDefinition("sk", dice.Pick(Types)));
        return table with { Indexes = [.. Enumerable.Range(0, indexes).Select(at => Index(dice, table, string.Create(CultureInfo.InvariantCulture, $"index-{at}")))] };
    }

    private static IndexDefinition Index(Dice dice, TableDefinition table, string name)
    {
        var keys = Attributes.Keys.OrderBy(_ => dice.NextBits()).ToList();
        if (table.Sort is not null && dice.Next(10) < 4)
        {
            return Projected(dice, table, new IndexDefinition(name, null, keys[0]));
        }

        // Now and then the table's own keys, the other way round.
        return Projected(dice, table, dice.Next(10) switch
        {
            0 => new IndexDefinition(name, table.Sort ?? table.Hash, table.Sort is null ? keys[0] : table.Hash),
            1 => new IndexDefinition(name, keys[0], table.Hash),
            < 5 => new IndexDefinition(name, keys[0]),
            _ => new IndexDefinition(name, keys[0], keys[1]),
        });
    }

    private static IndexDefinition Projected(Dice dice, TableDefinition table, IndexDefinition index) => dice.Next(10) switch
    {
        < 5 => index,
        < 7 => index with { Projects = [] },
        _ => index with
        {
            Projects =
            [
                .. Attributes.Usual.Select(attribute => attribute.Name).Where(attribute => IndexKeys.All(table, index).All(key => key.Name != attribute))
                    .OrderBy(_ => dice.NextBits()).Take(1 + dice.Next(6)),
            ],
        },
    };
}
