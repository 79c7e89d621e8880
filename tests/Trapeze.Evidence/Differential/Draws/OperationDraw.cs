using System.Collections.Immutable;
using Amazon.Runtime;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws operations. One that is added to the engine is added to the list here.</summary>
internal static class OperationDraw
{
    private const int WrongPercent = 42;

    /// <summary>Each kind, how often it is drawn, and how.</summary>
    private static readonly ImmutableArray<(string Kind, int Weight, Func<RequestDraw, AmazonWebServiceRequest> Draw, bool ToTheEnd)> Drawn =
    [
        ("GetItem", 9, draw => draw.Get(), false),
        ("PutItem", 16, draw => draw.Put(), false),
        ("UpdateItem", 24, draw => draw.Update(), false),
        ("DeleteItem", 7, draw => draw.Delete(), false),
        ("Query", 13, draw => draw.Query(), false),
        ("Query, all pages", 6, draw => draw.Query(), true),
        ("Scan", 7, draw => draw.Scan(), false),
        ("Scan, all pages", 5, draw => draw.Scan(), true),
        ("BatchGetItem", 6, draw => draw.BatchGet(), false),
        ("BatchWriteItem", 7, draw => draw.BatchWrite(), false),
    ];

    private static readonly int Weights = Drawn.Sum(each => each.Weight);

    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Drawn.Select(each => each.Kind)];

    /// <summary>Draws any operation.</summary>
    public static Operation Draw(Dice dice, IReadOnlyList<TableDefinition> tables)
    {
        var at = dice.Next(Weights);
        var chosen = Drawn.First(each => (at -= each.Weight) < 0);
        return new Operation(chosen.Kind, chosen.Draw(new RequestDraw(new Chance(dice, dice.Next(100) < WrongPercent), tables)), chosen.ToTheEnd);
    }

    /// <summary>Draws a write of many items, for the beginning of a program.</summary>
    public static Operation Fill(Dice dice, TableDefinition table) => new("BatchWriteItem", new RequestDraw(new Chance(dice, isWrong: false), [table]).Fill());

    /// <summary>The program of a case.</summary>
    public static IReadOnlyList<Operation> Program(Dice dice, IReadOnlyList<TableDefinition> tables, int length) =>
        [.. tables.Select(table => Fill(dice, table)), .. Enumerable.Range(0, length - tables.Count).Select(_ => Draw(dice, tables))];
}
