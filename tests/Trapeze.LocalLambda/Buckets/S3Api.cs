using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Buckets;

/// <summary>S3, as far as putting and getting objects of buckets with versions; each put is told to the bucket's functions.</summary>
internal sealed class S3Api(LocalCloud cloud) : IHttpService
{
    private const int MostVersions = 10_000;

    private readonly ConcurrentDictionary<(string Bucket, string Key), List<StoredObject>> _objects = new();
    private long _versions;

    public string Scope => "s3";

    public bool Takes(RawRequest request) => request.Method is "PUT" or "GET" or "HEAD" && Place(request) is { Bucket.Length: > 0, Key.Length: > 0 };

    public Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        var (bucket, key) = Place(request);
        var targets = cloud.Subscribed($"s3:{bucket}").ToList();
        if (targets.Count == 0)
        {
            throw new AwsException(404, "NoSuchBucket", "The specified bucket does not exist");
        }

        return Task.FromResult(request.Method == "PUT" ? Put(bucket, key, request, targets) : Get(bucket, key, request));
    }

    public RawAnswer Refuse(AwsException refused) =>
        RawAnswer.Text(refused.Status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{refused.QueryCode ?? refused.Type}</Code><Message>{SecurityElement.Escape(refused.Message)}</Message></Error>") with { Fields = [new HttpField("Content-Type", "application/xml")] };

    private static (string Bucket, string Key) Place(RawRequest request) =>
        request.Path.Split('/', 3) is ["", var bucket, var key] ? (bucket, WireText.Decode(key, isQuery: false)) : ("", "");

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "It is S3's, and protects nothing.")]
    private RawAnswer Put(string bucket, string key, RawRequest request, List<string> targets)
    {
        if (Interlocked.Increment(ref _versions) > MostVersions)
        {
            throw new AwsException(503, "SlowDown", "this stand-in keeps no more objects");
        }

        var metadata = request.Fields.Where(field => field.Name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).Select(field => field with { Name = field.Name.ToLowerInvariant() });
        var stored = new StoredObject(Guid.NewGuid().ToString("n"), Convert.ToHexStringLower(MD5.HashData(request.Body.Span)), [.. metadata], request.Body);
        var versions = _objects.GetOrAdd((bucket, key), _ => []);
        lock (versions)
        {
            versions.Add(stored);
        }

        var made = Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(Record(bucket, key, stored)) }.ToJsonString());
        targets.ForEach(target => cloud.InvokeLater(target, made));
        return new RawAnswer(200, Fields(stored), default);
    }

    private RawAnswer Get(string bucket, string key, RawRequest request)
    {
        var asked = WireText.Pairs(request.Query).Find(pair => pair.Key == "versionId").Value;
        if (!_objects.TryGetValue((bucket, key), out var versions))
        {
            throw new AwsException(404, "NoSuchKey", "The specified key does not exist.");
        }

        lock (versions)
        {
            var found = asked is null ? versions[^1] : versions.Find(stored => stored.Version == asked) ?? throw new AwsException(404, "NoSuchVersion", "The specified version does not exist.");
            return new RawAnswer(200, [.. Fields(found), .. found.Metadata, new HttpField("Content-Type", "application/octet-stream")], found.Body);
        }
    }

    private static List<HttpField> Fields(StoredObject stored) => [new("ETag", $"\"{stored.Tag}\""), new("x-amz-version-id", stored.Version), new("x-amz-request-id", Guid.NewGuid().ToString("n"))];

    private JsonObject Record(string bucket, string key, StoredObject stored) => new()
    {
        ["eventVersion"] = "2.1",
        ["eventSource"] = "aws:s3",
        ["awsRegion"] = LocalNames.Region,
        ["eventTime"] = cloud.Options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["eventName"] = "ObjectCreated:Put",
        ["userIdentity"] = new JsonObject { ["principalId"] = "AWS:local" },
        ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = "127.0.0.1" },
        ["responseElements"] = new JsonObject { ["x-amz-request-id"] = "local", ["x-amz-id-2"] = "local" },
        ["s3"] = new JsonObject
        {
            ["s3SchemaVersion"] = "1.0",
            ["configurationId"] = "local",
            ["bucket"] = new JsonObject { ["name"] = bucket, ["ownerIdentity"] = new JsonObject { ["principalId"] = "local" }, ["arn"] = $"arn:aws:s3:::{bucket}" },
            ["object"] = new JsonObject
            {
                // As in a form: spaces are pluses.
                ["key"] = Uri.EscapeDataString(key).Replace("%20", "+", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal),
                ["size"] = stored.Body.Length,
                ["eTag"] = stored.Tag,
                ["versionId"] = stored.Version,
                ["sequencer"] = string.Create(CultureInfo.InvariantCulture, $"{cloud.Options.Time.GetUtcNow().UtcTicks:X16}"),
            },
        },
    };
}
