using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential;

/// <summary>The same empty tables on both sides, for one run of a program. The engine's have one label.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder().Declare("only").Build();

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
            KeyDefinition[] keys = table.Sort is null ? [table.Hash] : [table.Hash, table.Sort];
            await server.CreateTableAsync(new CreateTableRequest
            {
                TableName = table.Name,
                KeySchema = [.. keys.Select((key, at) => new KeySchemaElement(key.Name, at == 0 ? KeyType.HASH : KeyType.RANGE))],
                AttributeDefinitions = [.. keys.Select(key => new AttributeDefinition(key.Name, key.Type))],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            });
        }

        return new Stage(server, tables);
    }

    /// <summary>Asks both sides.</summary>
    public async Task<Exchange> AskAsync(Operation operation)
    {
        var theirs = Answering.AskAsync(_theirs, operation);
        var ours = await Answering.AskAsync(_ours, operation);
        return new Exchange(operation, await theirs, ours);
    }

    /// <summary>Looks at all that is in the tables.</summary>
    public async Task<Exchange> LookAsync()
    {
        foreach (var table in _tables)
        {
            var whole = new Operation("contents", new ScanRequest(table.Name), ToTheEnd: true);
            if (await AskAsync(whole) is { Differing.Count: > 0 } different)
            {
                return different with { Operation = null };
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
}
