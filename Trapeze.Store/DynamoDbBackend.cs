using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;

namespace Trapeze.Store;

/// <summary>Facets in one DynamoDB table, for any number of processes.</summary>
/// <remarks>
/// The table's partition key is <c>p</c>, a string, and its sort key <c>k</c>, binary; it has no indexes and no replicas, and a stream only if
/// that is said: one that has is not opened. Only the store reads and writes it: facets of all labels lie in it in the clear. <see cref="Provisioning.TableTemplate"/> is its template.
/// </remarks>
public sealed partial class DynamoDbBackend : StoreBackend
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

    /// <summary>Whether the table may have a stream, for functions that the policy starts by what is written (<c>dynamodb:</c>).</summary>
    /// <remarks>The facets of every label are in it in the clear: nobody but the functions' shim may read it.</remarks>
    public bool HasStream { get; init; }

    /// <summary>
    /// How long a place where nobody has written yet is not looked at: a label's first write of all to a table waits for as long. Zero: every place is
    /// always looked at, and nobody waits. All processes on one table have the same.
    /// </summary>
    public TimeSpan PlaceLease { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the clocks of processes may be off: labels that some others cannot be compared with wait until that is past.</summary>
    public TimeSpan ClockUncertainty { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public override ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Check(IsTableName(TableName), nameof(TableName), $"`{TableName}` is no table's name: 3 to 255 letters, digits, `_`, `-` and `.`");
        Check(ServiceUrl is not { } url || IsAddress(url), nameof(ServiceUrl), $"`{ServiceUrl}` is no address of a service, such as http://localhost:8000");
        Check(PlaceLease >= TimeSpan.Zero, nameof(PlaceLease), "is negative");
        Check(ClockUncertainty >= TimeSpan.Zero, nameof(ClockUncertainty), "is negative");
        Check(RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), "is not positive");
        return problems.ToImmutable();

        void Check(bool holds, string property, string complaint)
        {
            if (!holds)
            {
                problems.Add($"{property} {complaint}");
            }
        }
    }

    internal static bool IsTableName(string? text) => text is not null && Name().IsMatch(text);

    private static bool IsAddress(Uri url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/" };

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]{3,255}\z", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
