using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>What AWS invokes functions with, in its own shapes: made of the examples that its documentation gives.</summary>
internal static class AwsEvents
{
    internal const string Account = "123456789012";

    internal static byte[] Sqs(string queue, IEnumerable<Message> messages) => Records(messages.Select(message => Sqs(queue, message)));

    internal static byte[] Sns(string topic, Message message) => Records([new JsonObject
    {
        ["EventVersion"] = "1.0",
        ["EventSubscriptionArn"] = $"arn:aws:sns:us-east-1:{Account}:{topic}:21be56ed-a058-49f5-8c98-aedd2564c486",
        ["EventSource"] = "aws:sns",
        ["Sns"] = Notification(topic, message, "SigningCertUrl", "UnsubscribeUrl"),
    }]);

    /// <summary>What a queue gets of a topic that wraps its messages.</summary>
    internal static string SnsInSqs(string topic, Message message) => Notification(topic, message, "SigningCertURL", "UnsubscribeURL").ToJsonString();

    internal static byte[] Kinesis(string stream, string shard, IEnumerable<Message> messages) => Records(messages.Select(message => new JsonObject
    {
        ["kinesis"] = new JsonObject
        {
            ["kinesisSchemaVersion"] = "1.0",
            ["partitionKey"] = "1",
            ["sequenceNumber"] = message.Id,
            ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Wrapped(message))),
            ["approximateArrivalTimestamp"] = 1545084650.987,
        },
        ["eventSource"] = "aws:kinesis",
        ["eventVersion"] = "1.0",
        ["eventID"] = $"{shard}:{message.Id}",
        ["eventName"] = "aws:kinesis:record",
        ["invokeIdentityArn"] = $"arn:aws:iam::{Account}:role/lambda-role",
        ["awsRegion"] = "us-east-2",
        ["eventSourceARN"] = $"arn:aws:kinesis:us-east-2:{Account}:stream/{stream}",
    }));

    internal static byte[] DynamoDb(string table, IEnumerable<(string Id, JsonObject? Image)> changes) => Records(changes.Select(change =>
    {
        var told = new JsonObject
        {
            ["ApproximateCreationDateTime"] = 1428537600,
            ["SequenceNumber"] = change.Id,
            ["SizeBytes"] = 26,
            ["StreamViewType"] = "NEW_IMAGE",
        };
        if (change.Image is not null)
        {
            told["NewImage"] = change.Image;
        }

        return new JsonObject
        {
            ["eventID"] = $"event-{change.Id}",
            ["eventName"] = change.Image is null ? "REMOVE" : "INSERT",
            ["eventVersion"] = "1.1",
            ["eventSource"] = "aws:dynamodb",
            ["awsRegion"] = "us-east-1",
            ["dynamodb"] = told,
            ["eventSourceARN"] = $"arn:aws:dynamodb:us-east-1:{Account}:table/{table}/stream/2024-06-10T19:26:16.525",
        };
    }));

    internal static byte[] EventBridge(string source, Message message) => Bytes(new JsonObject
    {
        ["version"] = "0",
        ["id"] = message.Id,
        ["detail-type"] = "order",
        ["source"] = source,
        ["account"] = Account,
        ["time"] = "2017-12-22T18:43:48Z",
        ["region"] = "us-west-1",
        ["resources"] = new JsonArray($"arn:aws:ec2:us-west-1:{Account}:instance/i-1234567890abcdef0"),
        ["detail"] = JsonNode.Parse(Wrapped(message)),
    });

    internal static byte[] S3(string bucket, string key, string? version, string what = "ObjectCreated:Put")
    {
        var entity = new JsonObject { ["key"] = key, ["size"] = 1305107, ["eTag"] = "b21b84d653bb07b05b1e6b33684dc11b", ["sequencer"] = "0C0F6F405D6ED209E1" };
        if (version is not null)
        {
            entity["versionId"] = version;
        }

        return Records([new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = "us-east-2",
            ["eventTime"] = "2019-09-03T19:37:27.192Z",
            ["eventName"] = what,
            ["userIdentity"] = new JsonObject { ["principalId"] = "AWS:AIDAINPONIXQXHT3IKHL2" },
            ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = "205.255.255.255" },
            ["responseElements"] = new JsonObject { ["x-amz-request-id"] = "D82B88E5F771F645" },
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["configurationId"] = "828aa6fc-f7b5-4305-8584-487c791949c1",
                ["bucket"] = new JsonObject
                {
                    ["name"] = bucket,
                    ["ownerIdentity"] = new JsonObject { ["principalId"] = "A3I5XTEXAMAI3E" },
                    ["arn"] = $"arn:aws:s3:::{bucket}",
                },
                ["object"] = entity,
            },
        }]);
    }

    internal static byte[] Task(string machine, Message message) => Bytes(new JsonObject { ["stateMachine"] = machine, ["body"] = JsonNode.Parse(Wrapped(message)) });

    internal static byte[] Invocation(Message message) => Encoding.UTF8.GetBytes(Wrapped(message));

    /// <summary>A body and its envelope, where data holds both; a body without one stands alone.</summary>
    internal static string Wrapped(Message message) =>
        message.Envelope is null ? message.Body : JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["trapeze"] = message.Envelope, ["body"] = message.Body });

    private static JsonObject Sqs(string queue, Message message)
    {
        var attributes = new JsonObject
        {
            ["ApproximateReceiveCount"] = "1",
            ["SentTimestamp"] = "1545082649183",
            ["SenderId"] = "AIDAIENQZJOLO23YVJ4VO",
            ["ApproximateFirstReceiveTimestamp"] = "1545082649185",
        };
        if (message.Group is not null)
        {
            attributes["MessageGroupId"] = message.Group;
            attributes["SequenceNumber"] = "18849496460467696128";
        }

        return new JsonObject
        {
            ["messageId"] = message.Id,
            ["receiptHandle"] = "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
            ["body"] = message.Body,
            ["attributes"] = attributes,
            ["messageAttributes"] = message.Envelope is null ? new JsonObject() : new JsonObject
            {
                ["Trapeze"] = new JsonObject { ["stringValue"] = message.Envelope, ["binaryListValues"] = new JsonArray(), ["stringListValues"] = new JsonArray(), ["dataType"] = "String" },
            },
            ["md5OfBody"] = "e4e68fb7bd0e697a0ae8f1bb342846b3",
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = $"arn:aws:sqs:us-east-2:{Account}:{queue}",
            ["awsRegion"] = "us-east-2",
        };
    }

    private static JsonObject Notification(string topic, Message message, string certificate, string unsubscribe) => new()
    {
        ["Type"] = "Notification",
        ["MessageId"] = message.Id,
        ["TopicArn"] = $"arn:aws:sns:us-east-1:{Account}:{topic}",
        ["Subject"] = "TestInvoke",
        ["Message"] = message.Body,
        ["Timestamp"] = "2019-01-02T12:45:07.000Z",
        ["SignatureVersion"] = "1",
        ["Signature"] = "tcc6faL2yUC6dgZdmrwh1Y4cGa/ebXEkAi6RibDsvpi+tE/1+82j",
        [certificate] = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService.pem",
        [unsubscribe] = $"https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:{Account}:{topic}:21be56ed",
        ["MessageAttributes"] = message.Envelope is null
            ? new JsonObject()
            : new JsonObject { ["Trapeze"] = new JsonObject { ["Type"] = "String", ["Value"] = message.Envelope } },
    };

    private static byte[] Records(IEnumerable<JsonObject> records) => Bytes(new JsonObject { ["Records"] = new JsonArray([.. records]) });

    private static byte[] Bytes(JsonObject node) => JsonSerializer.SerializeToUtf8Bytes(node);
}
