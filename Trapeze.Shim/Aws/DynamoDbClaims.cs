using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Aws;

/// <summary>Claims in a DynamoDB table, for any number of processes. What is claimed stands there as a hash.</summary>
/// <remarks>
/// An item has <c>id</c>; <c>until</c>, in milliseconds since 1970, when it is worth nothing any more; <c>holder</c>, while its record is being done; and <c>expires</c>, in
/// seconds, when DynamoDB may remove it. Invariant: an item without a holder is a record that is done.
/// </remarks>
internal sealed class DynamoDbClaims(DynamoDbClaimsOptions options, TimeProvider time) : IClaims, IDisposable
{
    // Made with the first claim: processes that start from one image are different holders.
    private readonly Lazy<AttributeValue> _holder = new(() => new AttributeValue { S = RandomNumberGenerator.GetHexString(32, lowercase: true) });
    private readonly Lazy<AmazonDynamoDBClient> _client = new(() => Open(options));

    public async Task<ClaimOutcome> TryClaimAsync(string id, DateTimeOffset until)
    {
        var item = Item(id, until);
        item.Add("holder", _holder.Value);
        try
        {
            await _client.Value.PutItemAsync(new PutItemRequest(options.TableName, item)
            {
                ConditionExpression = "attribute_not_exists(id) OR #until <= :now",
                ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#until"] = "until" },
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":now"] = Number(time.GetUtcNow().ToUnixTimeMilliseconds()) },
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            });
            return ClaimOutcome.Taken;
        }
        catch (ConditionalCheckFailedException found)
        {
            return found.Item is { } old && !old.ContainsKey("holder") ? ClaimOutcome.Done : ClaimOutcome.Held;
        }
        catch (Exception problem) when (IsUnknown(problem))
        {
            throw new EventsUnavailableException();
        }
    }

    public async Task CompleteAsync(string id, DateTimeOffset remembered)
    {
        try
        {
            await _client.Value.PutItemAsync(new PutItemRequest(options.TableName, Item(id, remembered)));
        }
        catch (Exception problem) when (IsUnknown(problem))
        {
            throw new EventsUnavailableException();
        }
    }

    public async Task ReleaseAsync(string id)
    {
        try
        {
            await _client.Value.DeleteItemAsync(new DeleteItemRequest(options.TableName, new(StringComparer.Ordinal) { ["id"] = Key(id) })
            {
                ConditionExpression = "holder = :me",
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":me"] = _holder.Value },
            });
        }
        catch (ConditionalCheckFailedException)
        {
            // Its time had run out: what is there now is another's.
        }
        catch (Exception problem) when (IsUnknown(problem))
        {
            throw new EventsUnavailableException();
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static Dictionary<string, AttributeValue> Item(string id, DateTimeOffset until) => new(StringComparer.Ordinal)
    {
        ["id"] = Key(id),
        ["until"] = Number(until.ToUnixTimeMilliseconds()),
        ["expires"] = Number(until.ToUnixTimeSeconds() + 1),
    };

    private static AttributeValue Key(string id) => new() { S = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))) };

    private static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private static bool IsUnknown(Exception problem) => problem is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or OperationCanceledException;

    private static AmazonDynamoDBClient Open(DynamoDbClaimsOptions options)
    {
        var config = new AmazonDynamoDBConfig { Timeout = options.RequestTimeout, MaxErrorRetry = 4 };
        if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.ToString();
        }

        return options.Credentials is { } credentials ? new AmazonDynamoDBClient(credentials, config) : new AmazonDynamoDBClient(config);
    }
}
