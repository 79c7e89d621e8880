using System.Collections.Immutable;
using Amazon.Runtime;

namespace Trapeze.Shim.Aws;

/// <summary>The table of claims: which records and de-duplication ids have been taken.</summary>
/// <remarks>A DynamoDB table of the shim's own, with the partition key <c>id</c>, a string, and <c>expires</c> as its attribute of time to live.</remarks>
public sealed class DynamoDbClaimsOptions
{
    /// <summary>The table's name.</summary>
    public string TableName { get; set; } = "";

    /// <summary>The region; that of the environment, by the SDK's own rules, if it is not given.</summary>
    public string? Region { get; set; }

    /// <summary>The service's address, if it is not its region's: DynamoDB Local, for example.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>The credentials; the SDK's own rules if they are not given.</summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(3);

    internal ImmutableArray<string> Problems() =>
    [
        .. string.IsNullOrWhiteSpace(TableName) ? (string[])[$"{nameof(DynamoDbClaimsOptions)}.{nameof(TableName)} names no table"] : [],
        .. RequestTimeout <= TimeSpan.Zero ? (string[])[$"{nameof(DynamoDbClaimsOptions)}.{nameof(RequestTimeout)} is not positive"] : [],
    ];
}
