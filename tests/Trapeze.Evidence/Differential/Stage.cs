using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Differential.Allowances;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Evidence.Differential.Shrinking;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential;

/// <summary>The same empty tables on both sides, for one run of a program. The engine's have one label.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder().Declare("only").Build();

    private const int LongestToken = 36;

    private readonly string _run = Guid.NewGuid().ToString("n")[..16];
    private readonly IReadOnlyList<TableDefinition> _tables;
    private readonly AmazonDynamoDBClient _theirs;
    private readonly EmbeddedHome _home = new();
    private readonly FacetedStore _store;
    private readonly AmazonDynamoDBClient _ours;
    private readonly Inquiry _inquiry;
    private readonly Dictionary<string, TransactWriteItemsRequest> _done = new(StringComparer.Ordinal);

    private Stage(AmazonDynamoDBClient server, IReadOnlyList<TableDefinition> tables)
    {
        _tables = tables;
        _theirs = server;
        _store = FacetedStore.Open(new FacetedStoreOptions { Tables = [.. tables], Backend = _home.Backend });
        _ours = _store.ClientAt(Order.Label("only"));
        _inquiry = new Inquiry(_theirs, _ours);
    }

    public static async Task<Stage> OpenAsync(AmazonDynamoDBClient server, IReadOnlyList<TableDefinition> tables)
    {
        foreach (var table in tables)
        {
            await server.CreateTableAsync(TableCreation.Of(table));
        }

        return new Stage(server, tables);
    }

    /// <summary>Asks both sides.</summary>
    /// <param name="operation">What they are asked.</param>
    /// <param name="plant">What they are taken to have answered instead, for tests of what explains it.</param>
    public async Task<Exchange> AskAsync(Operation operation, Func<(Answer Theirs, Answer Ours), (Answer Theirs, Answer Ours)>? plant = null)
    {
        operation = WithOwnToken(operation);
        var written = HalfKeys.AreOf(operation.Request, _tables) ? NamedKeys.Of(operation.Request, _tables).ToList() : [];
        var before = await _inquiry.ItemsAsync(written);
        var theirs = Answering.AskAsync(_theirs, operation);
        var ours = await Answering.AskAsync(_ours, operation);
        var answers = (Theirs: await theirs, Ours: ours);
        answers = plant is null ? answers : plant(answers);
        var exchange = new Exchange(operation, answers.Theirs, answers.Ours) { Tables = _tables };
        if (written.Count > 0 && exchange.Differing is ["ConsumedCapacity"])
        {
            var after = await _inquiry.ItemsAsync(written);
            exchange = exchange with { Written = [.. written.Select((key, at) => (key.Table, before[at], after[at]))] };
        }

        return await _inquiry.ExplainAsync(WithEarlier(exchange));
    }

    /// <summary>Looks at all that is in the tables.</summary>
    public async Task<Exchange> LookAsync()
    {
        foreach (var table in _tables)
        {
            foreach (var index in (IEnumerable<string?>)[null, .. table.Indexes.Select(index => index.Name)])
            {
                var whole = new Operation("contents", new ScanRequest(table.Name) { IndexName = index }, ToTheEnd: true);
                if (await AskAsync(whole) is { Differing.Count: > 0 } different)
                {
                    return different with { Operation = null };
                }
            }
        }

        var nothing = new Answer(null, ImmutableSortedDictionary<string, string>.Empty);
        return new Exchange(null, nothing, nothing);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var table in _tables)
        {
            await _theirs.DeleteTableAsync(table.Name);
        }

        _ours.Dispose();
        await _store.DisposeAsync();
        _home.Dispose();
    }

    private Exchange WithEarlier(Exchange exchange)
    {
        if (exchange.Operation?.Request is not TransactWriteItemsRequest { ClientRequestToken: { } token } transaction)
        {
            return exchange;
        }

        var earlier = _done.GetValueOrDefault(token);
        if (exchange is { Theirs.Error: null, Ours.Error: null })
        {
            _done.TryAdd(token, transaction);
        }

        return exchange with { Earlier = earlier };
    }

    // DynamoDB Local remembers tokens longer than tables: each run has its own.
    private Operation WithOwnToken(Operation operation)
    {
        if (operation.Request is not TransactWriteItemsRequest { ClientRequestToken: { Length: > 0 and <= LongestToken } token } transaction)
        {
            return operation;
        }

        var copy = RequestCopy.Of(transaction);
        copy.ClientRequestToken = $"{_run}-{token}"[..Math.Min(LongestToken, _run.Length + 1 + token.Length)];
        return operation with { Request = copy };
    }
}
