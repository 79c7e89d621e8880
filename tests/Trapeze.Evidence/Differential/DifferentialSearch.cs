using System.Collections.Concurrent;
using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Evidence.Differential.Allowances;
using Trapeze.Evidence.Differential.Draws;
using Trapeze.Evidence.Differential.Shrinking;
using Trapeze.LocalServers;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential;

/// <summary>The same random operations on DynamoDB Local and on the engine: every answer is compared, and now and then all that is stored.</summary>
public static class DifferentialSearch
{
    private const int OperationsOfCase = 120;
    private const int OperationsBetweenLooks = 30;
    private const int OperationsOfServer = 25_000;
    private const int Workers = 8;
    private const int MostKinds = 60;

    /// <summary>The kinds of operations.</summary>
    public static IReadOnlyList<string> Kinds => OperationDraw.Kinds;

    /// <summary>Makes at least <paramref name="operations"/> operations, those of <paramref name="seed"/>.</summary>
    /// <param name="seed">What the operations are made from.</param>
    /// <param name="operations">How many.</param>
    /// <param name="tally">What was met.</param>
    /// <param name="tell">Is told of each finding at once, as it was met, and at the end of each made small.</param>
    /// <param name="firstCase">The case to begin with.</param>
    /// <returns>One finding for each kind of difference that nothing explains.</returns>
    public static async Task<IReadOnlyList<Finding>> RunAsync(ulong seed, long operations, DifferentialTally tally, Action<Finding> tell, long firstCase = 0)
    {
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(tell);
        var found = new ConcurrentDictionary<string, DifferentCase>(StringComparer.Ordinal);
        var next = firstCase - 1;
        while (tally.Operations < operations && found.Count < MostKinds)
        {
            // It gets slower with age.
            await using var server = await DynamoDbLocal.StartAsync();
            using var client = server.CreateClient(Workers * 2);
            var end = Math.Min(operations, tally.Operations + OperationsOfServer);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
            {
                while (tally.Operations < end && found.Count < MostKinds)
                {
                    await RunCaseAsync(client, seed, Interlocked.Increment(ref next), tally, tell, found);
                }
            })));
        }

        return found.IsEmpty ? [] : await SmallAsync(seed, found.Values.OrderBy(each => each.Case), tell);
    }

    private static async Task<IReadOnlyList<Finding>> SmallAsync(ulong seed, IEnumerable<DifferentCase> cases, Action<Finding> tell)
    {
        await using var server = await DynamoDbLocal.StartAsync();
        using var client = server.CreateClient();
        List<Finding> small = [];
        foreach (var each in cases)
        {
            var text = await ProgramShrinker.ShrinkAsync(each.Tables, each.Program, each.Wrong, shorter => DifferenceAsync(client, each.Tables, shorter, new DifferentialTally()));
            small.Add(new Finding("differential", seed, each.Case, text));
            tell(small[^1]);
        }

        return small;
    }

    private static async Task RunCaseAsync(AmazonDynamoDBClient server, ulong seed, long at, DifferentialTally tally, Action<Finding> tell, ConcurrentDictionary<string, DifferentCase> found)
    {
        var dice = Dice.Of(seed, at);
        var tables = TableDraw.Draw(dice, at);
        var program = OperationDraw.Program(dice, tables, OperationsOfCase);
        if (await DifferenceAsync(server, tables, program, tally) is not var (wrong, end))
        {
            return;
        }

        tally.Add("differences that nothing explains");
        if (found.TryAdd(wrong.Signature, new DifferentCase(at, tables, [.. program.Take(end)], wrong)))
        {
            tell(new Finding("differential", seed, at, ProgramShrinker.Text(tables, [program[end - 1]], wrong)));
        }
    }

    /// <summary>Runs a program until the sides differ.</summary>
    /// <returns>The difference, and after how many operations.</returns>
    private static async Task<(Exchange Exchange, int End)?> DifferenceAsync(
        AmazonDynamoDBClient server, ImmutableArray<TableDefinition> tables, IReadOnlyList<Operation> program, DifferentialTally tally)
    {
        await using var stage = await Stage.OpenAsync(server, tables);
        for (var at = 1; at <= program.Count; at++)
        {
            var exchange = await stage.AskAsync(program[at - 1]);
            var allowance = exchange.Differing.Count > 0 ? AllowanceList.Of(exchange) : null;
            tally.Add(exchange, allowance);
            if (exchange.Differing.Count > 0 && allowance is null)
            {
                return (exchange, at);
            }

            if (allowance is { Parts: true })
            {
                return null;
            }

            if (at % OperationsBetweenLooks == 0 || at == program.Count)
            {
                var look = await stage.LookAsync();
                tally.Add(look, null);
                if (look.Differing.Count > 0)
                {
                    return (look, at);
                }
            }
        }

        return null;
    }
}
