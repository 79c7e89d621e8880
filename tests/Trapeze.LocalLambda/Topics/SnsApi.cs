using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;
using Trapeze.LocalLambda.Http;
using Trapeze.LocalLambda.Queues;

namespace Trapeze.LocalLambda.Topics;

/// <summary>SNS, as far as publishing, by the query protocol: to functions, and wrapped to queues.</summary>
internal sealed class SnsApi(LocalCloud cloud, QueueTable queues) : IHttpService
{
    private const int MostBytes = 256 * 1024;

    public string Scope => "sns";

    public bool Takes(RawRequest request) => request is { Method: "POST", Path: "/" } && request.Field("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;

    public Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        var form = WireText.Pairs(Encoding.Latin1.GetString(request.Body.Span)).ToDictionary(
            pair => WireText.Decode(pair.Key, isQuery: true), pair => WireText.Decode(pair.Value, isQuery: true), StringComparer.Ordinal);
        if (form.GetValueOrDefault("Action") != "Publish")
        {
            throw new AwsException(400, "InvalidAction", "only Publish here");
        }

        var message = form.GetValueOrDefault("Message") is { Length: > 0 } text && Encoding.UTF8.GetByteCount(text) <= MostBytes
            ? text
            : throw new AwsException(400, "InvalidParameter", "Invalid parameter: Message too long, or empty");
        var id = Guid.NewGuid().ToString();
        Deliver(form.GetValueOrDefault("TopicArn") ?? "", id, message, form.GetValueOrDefault("Subject"), Attributes(form));
        return Task.FromResult(Xml(200, $"<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>{id}</MessageId></PublishResult><ResponseMetadata><RequestId>{Guid.NewGuid()}</RequestId></ResponseMetadata></PublishResponse>"));
    }

    public RawAnswer Refuse(AwsException refused) =>
        Xml(refused.Status, $"<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>{refused.QueryCode ?? refused.Type}</Code><Message>{SecurityElement.Escape(refused.Message)}</Message></Error></ErrorResponse>");

    private static RawAnswer Xml(int status, string text) => RawAnswer.Text(status, text) with { Fields = [new HttpField("Content-Type", "text/xml")] };

    private static Dictionary<string, MessageAttribute> Attributes(Dictionary<string, string> form)
    {
        var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        for (var i = 1; form.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{i}.Name"), out var name); i++)
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{i}.Value");
            attributes[name] = new MessageAttribute(form[$"{value}.DataType"], form.GetValueOrDefault($"{value}.StringValue") ?? form[$"{value}.BinaryValue"]);
        }

        return attributes;
    }

    private void Deliver(string topic, string id, string message, string? subject, Dictionary<string, MessageAttribute> attributes)
    {
        var name = topic.Split(':')[^1];
        var targets = cloud.Subscribed($"sns:{name}").ToList();
        if (topic != LocalNames.Arn("sns", name) || targets.Count == 0)
        {
            throw new AwsException(404, "NotFound", "Topic does not exist");
        }

        foreach (var target in targets)
        {
            var notice = new JsonObject
            {
                ["Type"] = "Notification",
                ["MessageId"] = id,
                ["TopicArn"] = topic,
                ["Subject"] = subject,
                ["Message"] = message,
                ["Timestamp"] = cloud.Options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["SignatureVersion"] = "1",
                ["Signature"] = "bG9jYWw=",
                ["MessageAttributes"] = new JsonObject(attributes.Select(entry =>
                    KeyValuePair.Create(entry.Key, (JsonNode?)new JsonObject { ["Type"] = entry.Value.DataType, ["Value"] = entry.Value.Value }))),
            };
            Deliver(target, topic, notice);
        }
    }

    private void Deliver(string target, string topic, JsonObject notice)
    {
        if (target.StartsWith("sqs:", StringComparison.Ordinal))
        {
            // Wrapped, as it is unless a subscription asks for raw messages: attributes stand in the body.
            queues.Get(target[4..]).Send(new NewMessage(notice.ToJsonString(), new Dictionary<string, MessageAttribute>(StringComparer.Ordinal)));
            return;
        }

        var record = new JsonObject { ["EventSource"] = "aws:sns", ["EventVersion"] = "1.0", ["EventSubscriptionArn"] = $"{topic}:{Guid.NewGuid()}", ["Sns"] = notice };
        cloud.InvokeLater(target, Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray(record) }.ToJsonString()));
    }
}
