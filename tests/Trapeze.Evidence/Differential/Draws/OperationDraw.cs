using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws operations. One that is added to the engine is added to the list here.</summary>
internal static class OperationDraw
{
    private const int WrongPercent = 42;
    private const int AgainPercent = 20;

    /// <summary>Each kind, how often it is drawn, and how.</summary>
    private static readonly ImmutableArray<(string Kind, int Weight, Func<Chance, IReadOnlyList<TableDefinition>, Operation> Draw)> Drawn =
    [
        ("GetItem", 9, (chance, tables) => Of(new ItemRequests(new RequestParts(chance, tables)).Get())),
        ("PutItem", 16, (chance, tables) => Of(new ItemRequests(new RequestParts(chance, tables)).Put())),
        ("UpdateItem", 24, (chance, tables) => Of(new ItemRequests(new RequestParts(chance, tables)).Update())),
        ("DeleteItem", 7, (chance, tables) => Of(new ItemRequests(new RequestParts(chance, tables)).Delete())),
        ("Query", 10, (chance, tables) => Of(new PageRequests(new RequestParts(chance, tables)).Query())),
        ("Query, all pages", 6, (chance, tables) => Of(new PageRequests(new RequestParts(chance, tables)).Query(), toTheEnd: true)),
        ("Query of an index", 9, (chance, tables) => OfIndex(new RequestParts(chance, tables, isOfIndex: true), isQuery: true, toTheEnd: false)),
        ("Query of an index, all pages", 6, (chance, tables) => OfIndex(new RequestParts(chance, tables, isOfIndex: true), isQuery: true, toTheEnd: true)),
        ("Scan", 6, (chance, tables) => Of(new PageRequests(new RequestParts(chance, tables)).Scan())),
        ("Scan, all pages", 6, (chance, tables) => Of(new PageRequests(new RequestParts(chance, tables)).Scan(), toTheEnd: true)),
        ("Scan of an index", 6, (chance, tables) => OfIndex(new RequestParts(chance, tables, isOfIndex: true), isQuery: false, toTheEnd: chance.Flip())),
        ("BatchGetItem", 6, (chance, tables) => Of(new BatchRequests(chance, tables).BatchGet())),
        ("BatchWriteItem", 7, (chance, tables) => Of(new BatchRequests(chance, tables).BatchWrite())),
        ("TransactGetItems", 7, (chance, tables) => Of(new TransactionRequests(chance, tables).Get())),
        ("TransactWriteItems", 18, (chance, tables) => Of(new TransactionRequests(chance, tables).Write())),
    ];

    private static readonly int Weights = Drawn.Sum(each => each.Weight);

    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Drawn.Select(each => each.Kind)];

    /// <summary>The program of a case.</summary>
    public static IReadOnlyList<Operation> Program(Dice dice, IReadOnlyList<TableDefinition> tables, int length)
    {
        List<Operation> program = [.. tables.Select(table => Fill(dice, table))];
        while (program.Count < length)
        {
            program.Add(Draw(dice, tables, program));
        }

        return program;
    }

    // A transaction with a token is sent again now and then.
    private static Operation Draw(Dice dice, IReadOnlyList<TableDefinition> tables, List<Operation> before)
    {
        var at = dice.Next(Weights);
        var chosen = Drawn.First(each => (at -= each.Weight) < 0);
        return chosen.Kind == "TransactWriteItems" && dice.Next(100) < AgainPercent && before.FindLast(each => each.Request is TransactWriteItemsRequest { ClientRequestToken: not null }) is { } again
            ? again
            : chosen.Draw(new Chance(dice, dice.Next(100) < WrongPercent), tables) with { Kind = chosen.Kind };
    }

    // A write of many items, for the beginning of a program.
    private static Operation Fill(Dice dice, TableDefinition table) => new("BatchWriteItem", new BatchRequests(new Chance(dice, isWrong: false), [table]).Fill());

    private static Operation Of(AmazonWebServiceRequest request, bool toTheEnd = false) => new("", request, toTheEnd);

    private static Operation OfIndex(RequestParts parts, bool isQuery, bool toTheEnd) =>
        new("", isQuery ? new PageRequests(parts).Query() : new PageRequests(parts).Scan(), toTheEnd) { IndexSort = parts.Index!.Sort?.Name };
}
