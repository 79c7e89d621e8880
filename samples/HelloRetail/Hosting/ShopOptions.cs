using HelloRetail.Scenario;
using HelloRetail.Workflows;

namespace HelloRetail.Hosting;

/// <summary>What the command line says.</summary>
public sealed record ShopOptions
{
    public const string Usage = """
        dotnet run --project samples/HelloRetail [-- OPTIONS]
          --data DIR       where the shop keeps its data; it survives restarts
          --fresh          starts over: empties the data folder first
          --port N         the shop's port on loopback; 0 takes a free one (default 5080)
          --once           plays the scenario and exits
          --quiet          serves without playing the scenario
          --small          plays a smaller scenario
          --overdue N      how many seconds a purchase waits for the card company (default 120)
          --unguarded      runs the same code WITHOUT Trapeze, to show what leaks then
          --journal FILE   notes every acknowledged request there
          --store dynamodb keeps the rows in DynamoDB instead of the data folder:
          --endpoint URL   at this address, in a table of its own, a new one with --fresh
          --table NAME     in this table, at the --endpoint or where the AWS SDK's own rules lead
        """;

    public required string Data { get; init; }

    public bool Fresh { get; init; }

    public int Port { get; init; } = 5080;

    public bool Once { get; init; }

    public bool Quiet { get; init; }

    public bool Unguarded { get; init; }

    public string? Journal { get; init; }

    /// <summary>The table of the store; null for a file of the data folder.</summary>
    public ShopTable? Table { get; init; }

    /// <summary>The folder of this shop's own data.</summary>
    public string Folder => Path.Combine(Data, Unguarded ? "unguarded-shop" : Table is null ? "shop" : "shop-on-dynamodb");

    public WorkflowTimes Times { get; init; } = new();

    public ScenarioSize Size { get; init; } = new();

    /// <summary>Reads the command line; null if it cannot be read, from <paramref name="offending"/> on.</summary>
    public static ShopOptions? Parse(IReadOnlyList<string> arguments, string defaultData, out string? offending)
    {
        var options = new ShopOptions { Data = defaultData };
        var isOnDynamoDb = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var read = (arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : null) switch
            {
                ("--data", { } folder) => options with { Data = Path.GetFullPath(folder) },
                ("--port", { } text) when int.TryParse(text, out var port) && port is >= 0 and <= ushort.MaxValue => options with { Port = port },
                ("--overdue", { } text) when int.TryParse(text, out var seconds) && seconds > 0 => options with { Times = options.Times with { Authorization = TimeSpan.FromSeconds(seconds) } },
                ("--journal", { } file) => options with { Journal = Path.GetFullPath(file) },
                ("--endpoint", { } text) when Uri.TryCreate(text, UriKind.Absolute, out var url) => options with { Table = new ShopTable(url, options.Table?.Name) },
                ("--table", { } name) => options with { Table = new ShopTable(options.Table?.Endpoint, name) },
                ("--store", "dynamodb") => options,
                ("--fresh", _) => options with { Fresh = true },
                ("--once", _) => options with { Once = true },
                ("--quiet", _) => options with { Quiet = true },
                ("--small", _) => options with { Size = ScenarioSize.Small },
                ("--unguarded", _) => options with { Unguarded = true },
                _ => null,
            };
            if (read is null)
            {
                offending = arguments[i];
                return null;
            }

            isOnDynamoDb |= arguments[i] is "--store";
            i += arguments[i] is "--data" or "--port" or "--overdue" or "--journal" or "--store" or "--endpoint" or "--table" ? 1 : 0;
            options = read;
        }

        offending = options.Unfit(isOnDynamoDb);
        return offending is null ? options : null;
    }

    // What does not go together.
    private string? Unfit(bool isOnDynamoDb) => Table switch
    {
        null => isOnDynamoDb ? "--store" : null,
        { Endpoint: not null } when !isOnDynamoDb => "--endpoint",
        _ when !isOnDynamoDb => "--table",
        { Name: not null } when Fresh => "--fresh",
        _ => Unguarded ? "--unguarded" : null,
    };
}
