using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Opens the physical table of a backend: nothing is read or written before it is known to be there and fit.</summary>
internal static class TableConnection
{
    /// <exception cref="PhysicalException">It cannot be had; the message says which table, where, and why.</exception>
    internal static DynamoDbTable Open(DynamoDbBackend backend, TimeProvider time)
    {
        AmazonDynamoDBClient? client = null;
        try
        {
            client = Connect(backend);
            var opened = client;

            // On no context of the caller's, which waits here.
            Task.Run(() => TableCreation.EnsureAsync(opened, backend.TableName, time, backend.CreatesTable, backend.HasStream)).GetAwaiter().GetResult();
            return new DynamoDbTable(client, backend.TableName, time);
        }
        catch (Exception failure)
        {
            client?.Dispose();
            if (failure is PhysicalException or AmazonClientException)
            {
                throw new PhysicalException($"the table `{backend.TableName}` at {PlaceOf(backend)} cannot be opened: {failure.Message}", failure);
            }

            throw;
        }
    }

    private static AmazonDynamoDBClient Connect(DynamoDbBackend backend)
    {
        var config = new AmazonDynamoDBConfig
        {
            MaxErrorRetry = 0,
            Timeout = backend.RequestTimeout,
            // Not counted as retries, and made of writes too: what had been done would be refused for its own guard, and done again.
            MaxStaleConnectionRetries = 0,
            IgnoreConfiguredEndpointUrls = backend.ServiceUrl is not null,
        };
        if (backend.ServiceUrl is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = backend.Region?.SystemName ?? RegionEndpoint.USEast1.SystemName;
        }
        else if (backend.Region is { } region)
        {
            config.RegionEndpoint = region;
        }

        return backend.Credentials is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config);
    }

    private static string PlaceOf(DynamoDbBackend backend) =>
        backend.ServiceUrl is { } address ? address.GetLeftPart(UriPartial.Authority) : backend.Region is { } region ? $"DynamoDB in {region.SystemName}" : "DynamoDB";
}
