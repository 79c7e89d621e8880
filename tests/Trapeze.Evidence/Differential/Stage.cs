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
    private const string Unknown = "1 validation error detected: Value '";

    private readonly string _run = Guid.NewGuid().ToString("n")[..16];
    private readonly IReadOnlyList<TableDefinition> _tables;
    private readonly AmazonDynamoDBClient _theirs;
    private readonly EmbeddedHome _home = new();
    private readonly FacetedStore _store;
    private readonly AmazonDynamoDBClient _ours;

    private Stage(AmazonDynamoDBClient server, IReadOnlyList<TableDefinition> tables)
    {
        _tables = tables;
        _theirs = server;
        _store = FacetedStore.Open(new FacetedStoreOptions { Tables = [.. tables], Backend = _home.Backend });
        _ours = _store.ClientAt(Order.Label("only"));
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
    public async Task<Exchange> AskAsync(Operation operation)
    {
        operation = WithOwnToken(operation);
        var theirs = Answering.AskAsync(_theirs, operation);
        var ours = await Answering.AskAsync(_ours, operation);
        var exchange = new Exchange(operation, await theirs, ours) { Tables = _tables };
        return exchange.Differing.Count == 0 || Wordings.AreOne(exchange) ? exchange : exchange with { FaultsAlone = await FaultsAloneAsync(exchange) };
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

    // Only of what both refuse, and where DynamoDB Local may have refused it for something else.
    private async Task<IReadOnlyList<string>> FaultsAloneAsync(Exchange exchange)
    {
        if (exchange.Theirs.Error is not ("ValidationException" or "ConditionalCheckFailedException") || exchange.Ours.Error is null)
        {
            return [];
        }

        List<string> faults = [];
        if (exchange.Ours.Fields[Answer.Message].StartsWith(Unknown, StringComparison.Ordinal) && SingleActions.Known(exchange.Operation!.Request) is { } known
            && await Answering.AskAsync(_ours, new Operation("all of it known", known)) is { Error: not null } refused)
        {
            faults.Add(refused.Fields[Answer.Message]);
        }

        foreach (var update in SingleActions.Updates(exchange.Operation!.Request))
        {
            faults.AddRange(await FaultsAloneAsync(update));
        }

        return faults;
    }

    // What the engine refuses each of an update's actions for; what was there is put back.
    private async Task<IReadOnlyList<string>> FaultsAloneAsync(UpdateItemRequest update)
    {
        var (old, isRefused) = await ReadAsync(update);
        if (isRefused)
        {
            return [];
        }

        List<string> faults = [];
        foreach (var action in SingleActions.Of(update))
        {
            var answer = await Answering.AskAsync(_ours, new Operation("an action alone", action));
            if (answer.Error is not null)
            {
                faults.Add(answer.Fields[Answer.Message]);
            }
            else if (old is { Count: > 0 })
            {
                await _ours.PutItemAsync(update.TableName, old);
            }
            else
            {
                await _ours.DeleteItemAsync(update.TableName, update.Key);
            }
        }

        return faults;
    }

    private async Task<(Dictionary<string, AttributeValue>? Item, bool IsRefused)> ReadAsync(UpdateItemRequest update)
    {
        try
        {
            return ((await _ours.GetItemAsync(update.TableName, update.Key)).Item, false);
        }
        catch (AmazonDynamoDBException)
        {
            return (null, true);
        }
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
