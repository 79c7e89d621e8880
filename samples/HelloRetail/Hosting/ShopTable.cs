using Amazon.Runtime;
using Trapeze.Store;

namespace HelloRetail.Hosting;

/// <summary>The DynamoDB table that a shop keeps its facets in: one of its own at an address, or one that is there.</summary>
/// <param name="Endpoint">The service's address; the SDK's own rules if it is not given.</param>
/// <param name="Name">The table's name; one of the shop's own if it is not given.</param>
public sealed record ShopTable(Uri? Endpoint, string? Name)
{
    // A shop is one process and made anew all the time: with a lease, the first visitors would wait a second for each table and label.
    private static readonly TimeSpan NoLease = TimeSpan.Zero;
    private static readonly TimeSpan LocalPatience = TimeSpan.FromSeconds(10);

    /// <summary>The store's backend for the shop whose data are in <paramref name="folder"/>.</summary>
    public DynamoDbBackend BackendOf(string folder) => new()
    {
        TableName = Name ?? OwnName(folder),
        ServiceUrl = Endpoint,

        // DynamoDB on this machine asks who is there, and takes any answer.
        Credentials = IsHere ? new BasicAWSCredentials("local", "local") : null,
        RequestTimeout = IsHere ? LocalPatience : TimeSpan.FromSeconds(3),

        // Events that are queued already are about rows of a table that was there: a new one would be the wrong one.
        CreatesTable = Endpoint is not null && !File.Exists(Path.Combine(folder, "events.db")),
        PlaceLease = NoLease,
    };

    /// <summary>What to try when it cannot be opened.</summary>
    public string Hint => IsHere
        ? "`tests/dynamodb-local.sh --run` starts DynamoDB on this machine; where the table went with its server, --fresh starts over."
        : "The AWS SDK finds region and credentials by its own rules; the table and the policy for it are what `trapeze template` prints.";

    private bool IsHere => Endpoint?.IsLoopback == true;

    // Kept in the data folder, which --fresh empties: whoever starts over gets another table.
    private static string OwnName(string folder)
    {
        var file = Path.Combine(folder, "table");
        if (!File.Exists(file))
        {
            File.WriteAllText(file + ".new", $"hello-retail-{Guid.NewGuid():n}");
            File.Move(file + ".new", file);
        }

        return File.ReadAllText(file);
    }
}
