using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.LocalServers;
using Trapeze.Store;
using Trapeze.Store.DynamoDb;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>DynamoDB Local in a process of its own, freshly started: plain tables, and the physical tables of faceted stores.</summary>
internal sealed class LocalTables : IAsyncDisposable
{
    private const int Callers = 16;
    private const int Batch = 25;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private readonly DynamoDbLocal _server;

    private LocalTables(DynamoDbLocal server)
    {
        _server = server;
        Plain = server.CreateClient();
    }

    /// <summary>The logical table, and what the plain tables are like.</summary>
    public const string Lines = "Lines";

    /// <summary>The logical table's declaration.</summary>
    public static TableDefinition Definition { get; } = new(Lines, new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N));

    /// <summary>A client without any of ours.</summary>
    public AmazonDynamoDBClient Plain { get; }

    /// <summary>How many clients take part: <paramref name="usual"/>, or as many as <c>TRAPEZE_CASES</c> says.</summary>
    public static int Clients(int usual) =>
        Environment.GetEnvironmentVariable("TRAPEZE_CASES") is { } cases ? int.Parse(cases, CultureInfo.InvariantCulture) : usual;

    /// <summary>How many rounds are timed: <paramref name="usual"/>, or as many as <c>TRAPEZE_ROUNDS</c> says; none to count requests alone.</summary>
    public static int Rounds(int usual) =>
        Environment.GetEnvironmentVariable("TRAPEZE_ROUNDS") is { } rounds ? int.Parse(rounds, CultureInfo.InvariantCulture) : usual;

    /// <summary>Times the sides operation by operation, unless only requests are to be counted.</summary>
    public static void Time(TextWriter report, int rounds, int operations, params (string Name, Action<int> Body)[] sides)
    {
        if (rounds > 0)
        {
            Interleaved.RunEach(report, rounds, operations, sides);
        }
    }

    public static async Task<LocalTables> StartAsync() => new(await DynamoDbLocal.StartAsync());

    public static Dictionary<string, AttributeValue> Key(string id, int at) => new(StringComparer.Ordinal)
    {
        ["id"] = new AttributeValue { S = id },
        ["at"] = new AttributeValue { N = at.ToString(CultureInfo.InvariantCulture) },
    };

    /// <summary>About 300 bytes in six attributes.</summary>
    public static Dictionary<string, AttributeValue> Row(string id, int at, int version) => new(BenchStore.Item(id, version), StringComparer.Ordinal)
    {
        ["at"] = new AttributeValue { N = at.ToString(CultureInfo.InvariantCulture) },
    };

    /// <summary>A page of one partition, from its beginning.</summary>
    public static QueryRequest Page(string table, string id, int? limit) => new(table)
    {
        KeyConditionExpression = "id = :id",
        ExpressionAttributeValues = new(StringComparer.Ordinal) { [":id"] = new AttributeValue { S = id } },
        ConsistentRead = true,
        Limit = limit,
    };

    /// <summary>Many at once.</summary>
    public static Task ForAllAsync<T>(IEnumerable<T> all, Func<T, Task> act) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (each, _) => await act(each));

    /// <summary>A faceted store as an application opens it.</summary>
    /// <param name="physical">The name of its table.</param>
    public FacetedStore Open(string physical) => FacetedStore.Open(Options(physical));

    /// <summary>The same on one machine, all of whose processes have one clock.</summary>
    /// <param name="physical">The name of its table.</param>
    public FacetedStore OpenOnOneClock(string physical) => FacetedStore.Open(Options(physical, TimeSpan.Zero));

    /// <summary>A faceted store on the same table whose requests are taken down, at a moment that stands.</summary>
    public FacetedStore Open(string physical, Wire wire)
    {
        var client = _server.CreateClient(Callers, wire);
        return FacetedStore.Open(Options(physical), storage =>
        {
            storage.Dispose();
            return new DynamoDbStorage(new DynamoDbTable(client, physical, TimeProvider.System), [], new StandingClock(), TimeProvider.System, Lease, Guid.NewGuid);
        });
    }

    public async Task CreatePlainAsync(string name)
    {
        await Plain.CreateTableAsync(new CreateTableRequest
        {
            TableName = name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("id", ScalarAttributeType.S), new("at", ScalarAttributeType.N)],
            KeySchema = [new("id", KeyType.HASH), new("at", KeyType.RANGE)],
        });
    }

    /// <summary>Puts items as they are, 25 in a request, until they are in or <paramref name="time"/> has passed.</summary>
    /// <returns>How many were put.</returns>
    public async Task<int> LoadAsync(string table, IEnumerable<Dictionary<string, AttributeValue>> items, TimeSpan time)
    {
        var (count, start) = (0, TimeProvider.System.GetTimestamp());
        await ForAllAsync(
            items.Chunk(Batch).TakeWhile(_ => TimeProvider.System.GetElapsedTime(start) < time),
            async chunk =>
            {
                Dictionary<string, List<WriteRequest>>? left = new(StringComparer.Ordinal) { [table] = [.. chunk.Select(item => new WriteRequest(new PutRequest(item)))] };
                while (left is { Count: > 0 })
                {
                    left = (await Plain.BatchWriteItemAsync(new BatchWriteItemRequest(left))).UnprocessedItems;
                }

                Interlocked.Add(ref count, chunk.Length);
            });
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        Plain.Dispose();
        await _server.DisposeAsync();
    }

    internal FacetedStoreOptions Options(string physical, TimeSpan? uncertainty = null) => new()
    {
        Tables = [Definition],
        OnFailure = reason => Console.Error.WriteLine($"storage: {reason.Message}"),
        Backend = new DynamoDbBackend
        {
            TableName = physical,
            ServiceUrl = _server.Address,
            Credentials = new BasicAWSCredentials("local", "local"),
            CreatesTable = true,
            PlaceLease = Lease,
            RequestTimeout = TimeSpan.FromSeconds(30),
            ClockUncertainty = uncertainty ?? new DynamoDbBackend { TableName = physical }.ClockUncertainty,
        },
    };
}
