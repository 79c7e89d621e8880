using Amazon;
using Amazon.Runtime;

namespace Trapeze.Store;

/// <summary>Facets in one DynamoDB table, for any number of processes.</summary>
/// <remarks>
/// The table's partition key is <c>p</c>, a string, and its sort key <c>k</c>, binary; it has no indexes. Only the store reads and writes it: facets of
/// all labels lie in it in the clear.
/// </remarks>
public sealed class DynamoDbBackend : StoreBackend
{
    /// <summary>The physical table's name.</summary>
    public required string TableName { get; init; }

    /// <summary>The service's region; the SDK's own rules if it is not given.</summary>
    public RegionEndpoint? Region { get; init; }

    /// <summary>The service's address, if it is not its region's: DynamoDB Local, for example.</summary>
    public Uri? ServiceUrl { get; init; }

    /// <summary>The credentials; the SDK's own rules if they are not given.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>Whether the table is created if it is not there, and paid for by request. For development.</summary>
    public bool CreatesTable { get; init; }

    /// <summary>
    /// How long a place where nobody has written yet is not looked at: a label's first write of all to a table waits for as long. Zero: every place is
    /// always looked at, and nobody waits. All processes on one table have the same.
    /// </summary>
    public TimeSpan PlaceLease { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the clocks of processes may be off: labels that some others cannot be compared with wait until that is past.</summary>
    public TimeSpan ClockUncertainty { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
