using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Trapeze.Store;

namespace Trapeze.Tool.Stores;

/// <summary>Where a store is: <c>file:PATH</c>, <c>dynamodb:TABLE</c>, or <c>dynamodb:TABLE@URL</c>.</summary>
internal static class StoreAddress
{
    private const string File = "file:";
    private const string DynamoDb = "dynamodb:";
    private const UnixFileMode ForTheOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The backend at <paramref name="text"/>.</summary>
    /// <exception cref="CommandException">It is no address, or there is no such file.</exception>
    internal static StoreBackend Parse(string text, TimeSpan lease, bool isTarget)
    {
        if (text.StartsWith(File, StringComparison.Ordinal))
        {
            return new SqliteBackend { Path = Existing(text[File.Length..], isTarget) };
        }

        var (table, url) = TableAt(text) ?? throw new CommandException($"`{text}` is no store: file:PATH, dynamodb:TABLE or dynamodb:TABLE@URL");
        return new DynamoDbBackend { TableName = table, ServiceUrl = url, PlaceLease = lease, Credentials = CredentialsFor(url) };
    }

    /// <summary>A client for a table without labels at <paramref name="text"/>, and its name.</summary>
    /// <exception cref="CommandException">It is no address of one.</exception>
    internal static (AmazonDynamoDBClient Client, string Table) PlainTable(string text)
    {
        var (table, url) = TableAt(text) ?? throw new CommandException($"`{text}` is no table: dynamodb:TABLE or dynamodb:TABLE@URL");
        var config = new AmazonDynamoDBConfig { IgnoreConfiguredEndpointUrls = url is not null };
        if (url is not null)
        {
            config.ServiceURL = url.IsAbsoluteUri ? url.AbsoluteUri : throw new CommandException($"`{url}` is no address of a service, such as http://localhost:8000");
            config.AuthenticationRegion = RegionEndpoint.USEast1.SystemName;
        }

        return (CredentialsFor(url) is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config), table);
    }

    private static (string Table, Uri? Url)? TableAt(string text) =>
        !text.StartsWith(DynamoDb, StringComparison.Ordinal) ? null
        : text[DynamoDb.Length..].Split('@', 2) is [var name, var address] ? (name, new Uri(address, UriKind.RelativeOrAbsolute))
        : (text[DynamoDb.Length..], null);

    // DynamoDB on this machine asks who is there, and takes any answer.
    private static BasicAWSCredentials? CredentialsFor(Uri? url) => url is { IsAbsoluteUri: true, IsLoopback: true } ? new BasicAWSCredentials("local", "local") : null;

    private static string Existing(string path, bool isTarget)
    {
        if (isTarget)
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = ForTheOwner;
            }

            new FileStream(path, options).Dispose();
        }

        return System.IO.File.Exists(path) ? path : throw new CommandException($"there is no file {path}");
    }
}
