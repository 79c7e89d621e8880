using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store;

namespace Trapeze.Evidence.Timing;

/// <summary>Copies of one store, all that alice sees the same in each, with hidden facets crosswise in two and none in the third.</summary>
/// <remarks>
/// Of every two neighbouring keys, the one has hidden facets in the one copy and the other in the other. So a class "with hidden facets" and a class
/// "without" consist of the same keys, of the same lengths, at the same places of the same pages, in the same two files of the same size, each equally
/// often: where a row lies in its page, how deep the trees are and what the caches hold cannot tell the classes apart. Alice's own rows before and
/// behind keep pages that she shares with others' places away from what is measured. Only the hidden facets differ.
/// </remarks>
internal sealed class CrossedStores : IDisposable
{
    private const int Keys = 12;
    private const int Margin = 100;
    private const int ItemsOfPartition = 20;
    private const int ItemsOfPage = 10;
    private const int Attributes = 5;
    private const int Gap = 1_000;
    private const int AtOnce = 64;
    private const int Crossed = 2;
    private const string Plain = "Plain";
    private const string Sorted = "Sorted";
    private const string Before = "aaaa";
    private const string Alone = "lone";
    private const string Held = "held";
    private const string Unheld = "none";
    private const string Partition = "part";
    private const string Behind = "zzzz";

    private static readonly LabelOrder Order = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("owner").Below("public", "client").Below("client", "owner").Build();

    private static readonly Label Alice = Order.Label("client", "alice");

    private readonly DirectoryInfo _folder;
    private readonly FacetedStore[] _copies;
    private readonly AmazonDynamoDBClient[] _alice;

    private CrossedStores(DirectoryInfo folder, FacetedStore[] copies)
    {
        _folder = folder;
        _copies = copies;
        _alice = [.. copies.Select(copy => copy.ClientAt(Alice))];
    }

    /// <summary>Makes the copies, and puts <paramref name="hidden"/> facets that alice may not see under, or between, half of the keys of two.</summary>
    internal static async Task<CrossedStores> CreateAsync(int hidden)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-timing-");
        string[] paths = [Path.Combine(folder.FullName, "0.db"), Path.Combine(folder.FullName, "1.db"), Path.Combine(folder.FullName, "2.db")];
        using (var original = Open(paths[0]))
        using (var alice = original.ClientAt(Alice))
        {
            await Task.WhenAll(Visible().Select(put => Task.Run(() => alice.PutItemAsync(put))));
        }

        foreach (var other in paths.Skip(1))
        {
            File.Copy(paths[0], other);
        }

        var stores = new CrossedStores(folder, [.. paths.Select(Open)]);
        for (var copy = 0; copy < Crossed; copy++)
        {
            await HideAsync(stores._copies[copy], [.. Enumerable.Range(0, Keys).Where(key => IsHidden(copy, key))], hidden);
        }

        return stores;
    }

    /// <summary>GetItem of keys that alice sees an item under.</summary>
    internal IReadOnlyList<Operation> Gets(bool hidden) => Each(hidden, (alice, key) => Get(alice, KeyOf(Held, key), Attributes));

    /// <summary>The same in the third copy, in which nothing is hidden, under no key.</summary>
    internal IReadOnlyList<Operation> GetsOfSmallFile() => [.. from key in Enumerable.Range(0, Keys) select Get(_alice[Crossed], KeyOf(Held, key), Attributes)];

    /// <summary>GetItem of keys that nobody but alice has written.</summary>
    internal IReadOnlyList<Operation> LoneGets(bool hidden) => Each(hidden, (alice, key) => Get(alice, KeyOf(Alone, key), Attributes));

    /// <summary>GetItem of keys that alice sees nothing under.</summary>
    internal IReadOnlyList<Operation> AbsentGets(bool hidden) => Each(hidden, (alice, key) => Get(alice, KeyOf(Unheld, key), 0));

    /// <summary>The first page of a Query, with or without hidden keys between those on it.</summary>
    internal IReadOnlyList<Operation> Pages(bool hidden) => Each(hidden, (alice, key) => Page(alice, KeyOf(Partition, key)));

    public void Dispose()
    {
        foreach (var alice in _alice)
        {
            alice.Dispose();
        }

        foreach (var copy in _copies)
        {
            copy.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static FacetedStore Open(string path) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables =
        [
            new TableDefinition(Plain, new KeyDefinition("id", ScalarAttributeType.S)),
            new TableDefinition(Sorted, new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N)),
        ],
        Backend = new SqliteBackend { Path = path },
    });

    private static bool IsHidden(int copy, int key) => (copy + key) % 2 == 0;

    private static string KeyOf(string kind, int key) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{key:00}");

    private static IEnumerable<PutItemRequest> Visible()
    {
        for (var key = 0; key < Keys; key++)
        {
            yield return new PutItemRequest(Plain, Item(KeyOf(Held, key)));
            yield return new PutItemRequest(Plain, Item(KeyOf(Alone, key)));
            for (var item = 0; item < ItemsOfPartition; item++)
            {
                yield return new PutItemRequest(Sorted, Item(KeyOf(Partition, key), item * Gap));
            }
        }

        foreach (var side in (string[])[Before, Behind])
        {
            for (var key = 0; key < Margin; key++)
            {
                yield return new PutItemRequest(Plain, Item(KeyOf(side, key)));
                yield return new PutItemRequest(Sorted, Item(KeyOf(side, key), 0));
            }
        }
    }

    // A label of its own for each facet of a key: at one label, the newer would supersede the older. Many at once share a commit.
    private static async Task HideAsync(FacetedStore store, IReadOnlyList<int> keys, int count)
    {
        foreach (var facets in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            await Task.WhenAll(facets.Select(facet => Task.Run(async () =>
            {
                using var other = store.ClientAt(Order.Label("client", string.Create(CultureInfo.InvariantCulture, $"c{facet}")));
                await Task.WhenAll(keys.SelectMany(key => new[]
                {
                    other.PutItemAsync(Plain, Item(KeyOf(Held, key))),
                    other.PutItemAsync(Plain, Item(KeyOf(Unheld, key))),
                    other.PutItemAsync(Sorted, Item(KeyOf(Partition, key), 1 + (facet * (ItemsOfPage * Gap / count)))),
                }));
            })));
        }
    }

    private static Dictionary<string, AttributeValue> Item(string id, int? at = null)
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            ["id"] = new() { S = id },
            ["name"] = new() { S = "A dozen roses, long-stemmed" },
            ["note"] = new() { S = new string('n', 100) },
            ["version"] = new() { N = "1" },
            ["open"] = new() { BOOL = true },
        };
        if (at is { } number)
        {
            item["at"] = new() { N = number.ToString(CultureInfo.InvariantCulture) };
        }

        return item;
    }

    private List<Operation> Each(bool hidden, Func<AmazonDynamoDBClient, int, Operation> operation) =>
    [
        .. from copy in Enumerable.Range(0, Crossed)
           from key in Enumerable.Range(0, Keys)
           where IsHidden(copy, key) == hidden
           select operation(_alice[copy], key),
    ];

    private static Operation Get(AmazonDynamoDBClient alice, string id, int attributes)
    {
        var request = new GetItemRequest(Plain, new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = new() { S = id } });
        return () => (alice.GetItemAsync(request).GetAwaiter().GetResult().Item?.Count ?? 0) == attributes;
    }

    private static Operation Page(AmazonDynamoDBClient alice, string id)
    {
        var request = new QueryRequest(Sorted)
        {
            KeyConditionExpression = "id = :id",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":id"] = new() { S = id } },
            Limit = ItemsOfPage,
        };
        return () => alice.QueryAsync(request).GetAwaiter().GetResult() is { Count: ItemsOfPage, ScannedCount: ItemsOfPage, LastEvaluatedKey.Count: 2 };
    }
}
