using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Trapeze.Shim.Aws;

/// <summary>Where services are, and with whose rights they are asked: known when a request is made and not before.</summary>
internal sealed class AwsPlaces(AwsOptions options)
{
    private readonly Lazy<string> _region = new(() => RegionOf(options));
    private AWSCredentials? _credentials = options.Credentials;

    internal string Region => _region.Value;

    /// <summary>The address of a request.</summary>
    internal Uri AddressOf(AwsRequest request)
    {
        var region = request.Region ?? Region;
        var path = request.Bucket is { } bucket && options.ServiceUrl is not null ? $"/{bucket}{request.Path}" : request.Path;
        var place = options.ServiceUrl?.GetLeftPart(UriPartial.Authority)
            ?? $"https://{(request.Bucket is null ? "" : $"{request.Bucket}.")}{request.Service}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";
        var query = AwsSignature.QueryOf(request);

        // Signed as it is written: an object's key may have dots and slashes that would mean something in a path.
        return new Uri($"{place}{path}{(query.Length > 0 ? "?" : "")}{query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    internal async Task<ImmutableCredentials> CredentialsAsync()
    {
        _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(new AmazonDynamoDBConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(Region) });
        return await _credentials.GetCredentialsAsync();
    }

    private static string RegionOf(AwsOptions options) =>
        options.Region ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName
            ?? throw new InvalidOperationException($"no region of AWS is known: set {nameof(AwsOptions)}.{nameof(AwsOptions.Region)} or AWS_REGION");
}
