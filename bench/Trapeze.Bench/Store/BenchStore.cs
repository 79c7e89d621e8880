using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store;

namespace Trapeze.Bench.Store;

/// <summary>A store in a folder of its own, on the disk that temporary files are on.</summary>
internal sealed class BenchStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-bench-");

    public BenchStore()
    {
        Facets = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [new TableDefinition(Table, new KeyDefinition("id", ScalarAttributeType.S))],
            Backend = new SqliteBackend { Path = Path },
        });
    }

    public const string Table = "Orders";

    public static LabelOrder Order { get; } = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("owner").Below("public", "client").Below("client", "owner").Build();

    public FacetedStore Facets { get; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "facets.db");

    /// <summary>A file beside, for what is compared.</summary>
    public string Beside => System.IO.Path.Combine(_folder.FullName, "beside.db");

    public AmazonDynamoDBClient At(string family, string parameter) => Facets.ClientAt(Order.Label(family, parameter));

    public static Dictionary<string, AttributeValue> Key(string id) => new(StringComparer.Ordinal) { ["id"] = new AttributeValue { S = id } };

    /// <summary>About 300 bytes in five attributes.</summary>
    public static Dictionary<string, AttributeValue> Item(string id, int version) => new(StringComparer.Ordinal)
    {
        ["id"] = new AttributeValue { S = id },
        ["name"] = new AttributeValue { S = "A dozen roses, long-stemmed" },
        ["note"] = new AttributeValue { S = new string('n', 200) },
        ["version"] = new AttributeValue { N = version.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        ["open"] = new AttributeValue { BOOL = true },
    };

    /// <summary>Puts many items at once, in parallel so that they share commits.</summary>
    public static async Task FillAsync(IEnumerable<(AmazonDynamoDBClient Client, string Id)> items)
    {
        foreach (var some in items.Chunk(512))
        {
            await Task.WhenAll(some.Select(item => item.Client.PutItemAsync(Table, Item(item.Id, 0))));
        }
    }

    public void Dispose()
    {
        Facets.Dispose();
        _folder.Delete(recursive: true);
    }
}
