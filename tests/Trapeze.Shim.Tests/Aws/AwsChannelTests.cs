using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Envelopes;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Aws;

public sealed class AwsChannelTests : IDisposable
{
    private const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - anonymous: public
        channels:
          reply:   caller
          queue:   { sqs: "https://sqs.eu-west-1.amazonaws.com/123456789012/orders", label: secret }
          plain:   { sqs: "https://sqs.eu-west-1.amazonaws.com/123456789012/elsewhere", label: public }
          ordered: { sqs: "https://sqs.eu-west-1.amazonaws.com/123456789012/lanes.fifo", label: secret }
          topic:   { sns: "arn:aws:sns:us-east-1:123456789012:news", label: secret }
          stream:  { kinesis: clicks, label: secret }
          bus:     { eventbridge: shop, label: secret }
          machine: { states: "arn:aws:states:eu-west-1:123456789012:stateMachine:ship", label: secret }
          code:    { lambda: shop-start, label: secret }
          bucket:  { s3: retail-uploads, label: secret }
          page:    { http: "https://example.org/", label: public }
        sources:
          placed: { sqs: orders, event: order.placed }
        functions:
          start: { on: POST /start }
          take:  { on: event order.placed }
        """;

    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();
    private static readonly EnvelopeKeys Keys = new(EnvelopeSamples.Key("k1"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("queue", "sqs:placed", "order.placed")]
    [InlineData("ordered", "sqs:ordered", "ordered")]
    [InlineData("topic", "sns:topic", "topic")]
    [InlineData("stream", "kinesis:stream", "stream")]
    [InlineData("bus", "eventbridge:bus", "bus")]
    [InlineData("machine", "states:machine", "machine")]
    [InlineData("code", "invoke:code", "code")]
    public async Task Send_CarriesTheMessageWithAnEnvelopeAtTheActivationsLabel(string channel, string source, string name)
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (200, """{"FailedEntryCount":0}""");
        await using var host = Host(listener);

        await SendAsync(host, "user(ann)", channel, new { Text = "größe & <b>" });

        var taken = Assert.Single(listener.All);
        Assert.True(taken.IsSigned);
        var (envelope, body) = Carried(channel, taken);
        Assert.Equal("größe & <b>", JsonDocument.Parse(body).RootElement.GetProperty("text").GetString());
        var opened = new EnvelopeSeal(Keys, _time).Open(envelope, source, body);
        Assert.NotNull(opened);
        Assert.Equal((name, null, "user(ann)"), (opened.Event, opened.Function, opened.Label));
    }

    [Fact]
    public async Task Send_ToABucket_StoresTheBytesAndBindsTheEnvelopeToWhereTheyAre()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);
        var bytes = RandomNumberGenerator.GetBytes(1_000);

        await SendAsync(host, "user(ann)", "bucket", bytes, new SendOptions { Key = "photos/ä b+c/../1.png" });

        var taken = Assert.Single(listener.All);
        Assert.True(taken.IsSigned);
        Assert.Equal(("PUT", "/retail-uploads/photos/%C3%A4%20b%2Bc/../1.png"), (taken.Method, taken.Target));
        Assert.Equal(bytes, taken.Body);
        var hash = Convert.ToBase64String(SHA256.HashData(bytes));
        Assert.Equal(hash, taken.Fields["x-amz-checksum-sha256"]);
        var seal = new EnvelopeSeal(Keys, _time);
        Assert.Equal("user(ann)", seal.Open(taken.Fields["x-amz-meta-trapeze"], "s3:bucket", StoredObject.Body("retail-uploads", "photos/ä b+c/../1.png", hash))?.Label);
        Assert.Null(seal.Open(taken.Fields["x-amz-meta-trapeze"], "s3:bucket", StoredObject.Body("retail-uploads", "photos/other", hash)));
    }

    [Fact]
    public async Task Send_InALane_KeepsItTogether()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);
        await SendAsync(host, "public", "stream", 1, new SendOptions { Lane = "ann" });
        await SendAsync(host, "public", "ordered", 1, new SendOptions { Lane = "ann" });

        Assert.Equal(
            ["ann", "ann"],
            listener.All.Select(taken => JsonDocument.Parse(taken.Body).RootElement).Select(sent => (sent.TryGetProperty("PartitionKey", out var key) ? key : sent.GetProperty("MessageGroupId")).GetString()));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("page")]
    [InlineData("nothing")]
    public async Task Send_WhereTheLabelDoesNotFlowOrNothingLeads_IsRefusedAndNothingGoesOut(string channel)
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);

        await Assert.ThrowsAsync<FlowRefusedException>(() => SendAsync(host, "user(ann)", channel, 1));

        Assert.Empty(listener.All);
    }

    // What is read while the message is made ready counts.
    [Fact]
    public async Task Send_OfAMessageThatRaises_IsJudgedAfterwards()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);

        await host.RunAsync("start", "public", async (services, activation) =>
        {
            var channels = services.GetRequiredService<IChannels>();
            await Assert.ThrowsAsync<FlowRefusedException>(() => channels.SendAsync("plain", new Raising(() => activation.RaiseLabel(host.Label("secret")))));
        });

        Assert.Empty(listener.All);
    }

    [Fact]
    public async Task Send_AfterARaise_SaysTheLabelThatWasRisenTo()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);

        await host.RunAsync("start", "public", async (services, activation) =>
        {
            activation.RaiseLabel(host.Label("secret"));
            await services.GetRequiredService<IChannels>().SendAsync("queue", 1);
        });

        var (envelope, body) = Carried("queue", Assert.Single(listener.All));
        Assert.Equal("secret", new EnvelopeSeal(Keys, _time).Open(envelope, "sqs:placed", body)?.Label);
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("public", false)]
    public async Task Send_ThatFails_IsToldToThoseWhoMaySeeWhatComesBack(string label, bool isTold)
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);
        listener.Answer = (_, _) => (400, """{"__type":"QueueDoesNotExist"}""");

        var problem = await Record.ExceptionAsync(() => SendAsync(host, label, "queue", 1));

        Assert.Equal(isTold ? "the channel `queue` failed" : null, problem?.Message);
        Assert.Null(problem?.InnerException);
    }

    [Fact]
    public async Task Send_ToABusThatDoesNotTakeTheEntry_Fails()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);
        listener.Answer = (_, _) => (200, """{"FailedEntryCount":1,"Entries":[{"ErrorCode":"InternalFailure"}]}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(host, "secret", "bus", 1));
    }

    [Fact]
    public async Task Send_WithOptionsThatDoNotFit_Throws()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = Host(listener);
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(host, "public", "bucket", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(host, "public", "queue", 1, new SendOptions { Key = "k" }));
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(host, "public", "queue", 1, new SendOptions { Lane = "a\nb" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SendAsync(host, "public", "queue", new string('x', 17 * 1_024 * 1_024)));
        Assert.Empty(listener.All);
    }

    private static (string Envelope, byte[] Body) Carried(string channel, AwsListener.Taken taken)
    {
        switch (channel)
        {
            case "queue" or "ordered":
                var sent = JsonDocument.Parse(taken.Body).RootElement;
                return (sent.GetProperty("MessageAttributes").GetProperty("Trapeze").GetProperty("StringValue").GetString()!, Encoding.UTF8.GetBytes(sent.GetProperty("MessageBody").GetString()!));
            case "topic":
                var fields = taken.Text.Split('&').Select(field => field.Split('=')).ToDictionary(field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[1]), StringComparer.Ordinal);
                Assert.Equal(("Publish", "arn:aws:sns:us-east-1:123456789012:news", "Trapeze"), (fields["Action"], fields["TopicArn"], fields["MessageAttributes.entry.1.Name"]));
                Assert.Contains("/us-east-1/sns/", taken.Fields["authorization"], StringComparison.Ordinal);
                return (fields["MessageAttributes.entry.1.Value.StringValue"], Encoding.UTF8.GetBytes(fields["Message"]));
            case "stream":
                return Unwrap(JsonDocument.Parse(taken.Body).RootElement.GetProperty("Data").GetBytesFromBase64());
            case "bus":
                var entry = JsonDocument.Parse(taken.Body).RootElement.GetProperty("Entries")[0];
                Assert.Equal(("shop", "trapeze.bus", "bus"), (entry.GetProperty("EventBusName").GetString(), entry.GetProperty("Source").GetString(), entry.GetProperty("DetailType").GetString()));
                return Unwrap(Encoding.UTF8.GetBytes(entry.GetProperty("Detail").GetString()!));
            case "machine":
                return Unwrap(Encoding.UTF8.GetBytes(JsonDocument.Parse(taken.Body).RootElement.GetProperty("input").GetString()!));
            default:
                Assert.Equal(("/2015-03-31/functions/shop-start/invocations", "Event"), (taken.Target, taken.Fields["x-amz-invocation-type"]));
                return Unwrap(taken.Body);
        }
    }

    private static (string, byte[]) Unwrap(byte[] data)
    {
        var root = JsonDocument.Parse(data).RootElement;
        return (root.GetProperty("trapeze").GetString()!, Encoding.UTF8.GetBytes(root.GetProperty("body").GetString()!));
    }

    private static Task SendAsync<T>(ShimHost host, string label, string channel, T message, SendOptions? options = null) =>
        host.RunAsync("start", label, (services, _) => services.GetRequiredService<IChannels>().SendAsync(channel, message, options));

    private ShimHost Host(AwsListener listener) =>
        ShimHost.Create(_folder.Path, Policy, _time, builder => builder.AddFunction<Events.ShelfFunction>("take").UseAws(listener.Options).UseEnvelopeKeys(Keys));

    private sealed class Raising(Action raise)
    {
        public int Number
        {
            get
            {
                raise();
                return 1;
            }
        }
    }
}
