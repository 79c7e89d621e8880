using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Queues;

/// <summary>SQS by its JSON protocol.</summary>
internal sealed class SqsApi(QueueTable queues, Func<Uri> address) : IJsonService
{
    private const int MostEntries = 10;
    private const int LongestVisibility = 43_200;
    private const int LongestBatch = 1024 * 1024;

    public string Target => "AmazonSQS.";

    public string Scope => "sqs";

    public string Version => "1.0";

    public async Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone) => operation switch
    {
        "CreateQueue" => Create(input),
        "GetQueueUrl" => UrlOf(queues.Get(SqsInput.Text(input, "QueueName"))),
        "GetQueueAttributes" => Attributes(Queue(input), SqsInput.Names(input, "AttributeNames")),
        "SendMessage" => Send(Queue(input), input),
        "SendMessageBatch" => Batch(input, entry => Send(Queue(input), entry), CheckLength(input)),
        "ReceiveMessage" => await ReceiveAsync(Queue(input), input, gone),
        "DeleteMessage" => Delete(Queue(input), input),
        "DeleteMessageBatch" => Batch(input, entry => Delete(Queue(input), entry), true),
        "ChangeMessageVisibility" => ChangeVisibility(Queue(input), input),
        "ChangeMessageVisibilityBatch" => Batch(input, entry => ChangeVisibility(Queue(input), entry), true),
        "PurgeQueue" => Purge(Queue(input)),
        _ => throw new AwsException(400, "UnsupportedOperation", $"no `{operation}` here"),
    };

    private Queue Queue(JsonElement input) => queues.Get(SqsInput.QueueName(input));

    private JsonObject UrlOf(Queue queue) => new() { ["QueueUrl"] = new Uri(address(), $"{LocalNames.Account}/{queue.Options.Name}").AbsoluteUri };

    private JsonObject Create(JsonElement input)
    {
        var attributes = input.TryGetProperty("Attributes", out var given) ? given.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!, StringComparer.Ordinal) : [];
        var made = new LocalQueue { Name = SqsInput.Text(input, "QueueName") };
        if (attributes.TryGetValue("VisibilityTimeout", out var visibility))
        {
            made = made with { VisibilityTimeout = TimeSpan.FromSeconds(int.Parse(visibility, CultureInfo.InvariantCulture)) };
        }

        if (attributes.TryGetValue("DelaySeconds", out var delay))
        {
            made = made with { Delay = TimeSpan.FromSeconds(int.Parse(delay, CultureInfo.InvariantCulture)) };
        }

        if (attributes.TryGetValue("RedrivePolicy", out var redrive) && JsonNode.Parse(redrive) is { } policy)
        {
            made = made with
            {
                MostReceives = int.Parse(policy["maxReceiveCount"]!.ToString(), CultureInfo.InvariantCulture),
                DeadLetterQueue = policy["deadLetterTargetArn"]!.ToString().Split(':')[^1],
            };
        }

        return UrlOf(queues.Add(made));
    }

    private static JsonObject Attributes(Queue queue, IReadOnlyList<string> names)
    {
        var (counts, options) = (queue.Counts, queue.Options);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["QueueArn"] = queue.Arn,
            ["ApproximateNumberOfMessages"] = Number(counts.Visible),
            ["ApproximateNumberOfMessagesNotVisible"] = Number(counts.InFlight),
            ["ApproximateNumberOfMessagesDelayed"] = Number(counts.Delayed),
            ["VisibilityTimeout"] = Number(options.VisibilityTimeout.TotalSeconds),
            ["DelaySeconds"] = Number(options.Delay.TotalSeconds),
        };
        if (options.DeadLetterQueue is { } dead)
        {
            all["RedrivePolicy"] = JsonSerializer.Serialize(new { deadLetterTargetArn = LocalNames.Arn("sqs", dead), maxReceiveCount = options.MostReceives });
        }

        var asked = names.Contains("All", StringComparer.Ordinal) ? all : all.Where(entry => names.Contains(entry.Key, StringComparer.Ordinal));
        return new JsonObject { ["Attributes"] = new JsonObject(asked.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))) };
    }

    private static JsonObject Send(Queue queue, JsonElement input)
    {
        var message = queue.Send(SqsInput.Message(input, queue.IsFifo));
        var answer = new JsonObject { ["MessageId"] = message.Id, ["MD5OfMessageBody"] = MessageDigest.Of(message.Sent.Body) };
        if (MessageDigest.Of(message.Sent.Attributes) is { } digest)
        {
            answer["MD5OfMessageAttributes"] = digest;
        }

        if (queue.IsFifo)
        {
            answer["SequenceNumber"] = message.Sequence.ToString("d20", CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private static async Task<JsonObject> ReceiveAsync(Queue queue, JsonElement input, CancellationToken gone)
    {
        var most = SqsInput.Number(input, "MaxNumberOfMessages", 1, MostEntries) ?? 1;
        var wait = SqsInput.Seconds(input, "WaitTimeSeconds", 20) ?? TimeSpan.Zero;
        var messages = await queue.ReceiveAsync(most, SqsInput.Seconds(input, "VisibilityTimeout", LongestVisibility), wait, gone);
        var (system, own) = (SqsInput.Names(input, "MessageSystemAttributeNames").Concat(SqsInput.Names(input, "AttributeNames")).ToList(), SqsInput.Names(input, "MessageAttributeNames"));
        return messages.Count == 0 ? [] : new JsonObject { ["Messages"] = new JsonArray([.. messages.Select(message => SqsMessage.Received(message, queue.IsFifo, system, own))]) };
    }

    private static JsonObject Delete(Queue queue, JsonElement input)
    {
        queue.Delete(SqsInput.Text(input, "ReceiptHandle"));
        return [];
    }

    private static JsonObject ChangeVisibility(Queue queue, JsonElement input)
    {
        var visibility = SqsInput.Seconds(input, "VisibilityTimeout", LongestVisibility) ?? throw AwsException.Invalid("The request must contain the parameter VisibilityTimeout.");
        queue.ChangeVisibility(SqsInput.Text(input, "ReceiptHandle"), visibility);
        return [];
    }

    private static JsonObject Purge(Queue queue)
    {
        queue.Purge();
        return [];
    }

    private static bool CheckLength(JsonElement input) => input.GetProperty("Entries").EnumerateArray().Sum(entry => entry.GetRawText().Length) <= LongestBatch
        ? true
        : throw new AwsException(400, "BatchRequestTooLong", "The length of all the messages put together is more than the limit.", "AWS.SimpleQueueService.BatchRequestTooLong");

    private static JsonObject Batch(JsonElement input, Func<JsonElement, JsonObject> carryOut, bool isFit)
    {
        var entries = input.GetProperty("Entries").EnumerateArray().ToList();
        var ids = entries.Select(entry => SqsInput.Text(entry, "Id")).ToList();
        if (!isFit || ids.Count is 0 or > MostEntries || ids.Distinct(StringComparer.Ordinal).Count() != ids.Count)
        {
            throw new AwsException(400, "BatchEntryIdsNotDistinct", $"Between 1 and {MostEntries.ToString(CultureInfo.InvariantCulture)} entries of ids of their own.");
        }

        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var (id, entry) in ids.Zip(entries))
        {
            try
            {
                var answer = carryOut(entry);
                answer["Id"] = id;
                successful.Add(answer);
            }
            catch (AwsException refused)
            {
                failed.Add(new JsonObject { ["Id"] = id, ["SenderFault"] = true, ["Code"] = refused.Type, ["Message"] = refused.Message });
            }
        }

        return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
    }

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
