using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Envelopes;
using Trapeze.Shim.Tests.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Aws;

public sealed class SqsEventsTests : IDisposable
{
    private static readonly EnvelopeKeys Keys = new(EnvelopeSamples.Key("k1"));
    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_SendsAMessageToEachFunctionsQueue_WithAnEnvelopeForThatQueueAlone()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);

        await PublishAsync(host, "user(ann)", "both", new { Number = 7 });

        var seal = new EnvelopeSeal(Keys, _time);
        foreach (var (taken, function) in listener.All.OrderBy(QueueOf, StringComparer.Ordinal).Zip(["also", "another"]))
        {
            Assert.Equal($"https://sqs.eu-west-1.amazonaws.com/123456789012/shop-{function}", QueueOf(taken));
            Assert.Equal(("AmazonSQS.SendMessage", "application/x-amz-json-1.0"), (taken.Fields["x-amz-target"], taken.Fields["content-type"]));
            var (body, text, delay) = MessageOf(taken);
            var envelope = seal.Open(text, $"function:{function}", body);
            Assert.NotNull(envelope);
            Assert.Equal(("both", function, "user(ann)", 1, 0, """{"number":7}"""), (envelope.Event, envelope.Function, envelope.Label, envelope.Attempt, delay, Encoding.UTF8.GetString(body)));
            Assert.Null(seal.Open(text, "function:listen", body));
        }

        Assert.Equal(2, listener.All.Count);
        Assert.False(File.Exists(Path.Combine(host.Folder, "data", "events.db")));
    }

    [Fact]
    public async Task Publish_AtALowerLabel_SendsNothing()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);

        await Assert.ThrowsAsync<FlowRefusedException>(() => PublishAsync(host, "secret", "heard", 1, new EventOptions { At = host.Label("public") }));

        Assert.Empty(listener.All);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59.5, 60)]
    [InlineData(900, 900)]
    [InlineData(864_000, 900)]
    public async Task Publish_Later_IsKeptBackAsLongAsTheQueueCan_AndSaysWhenItIsDue(double seconds, int delay)
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);

        await PublishAsync(host, "public", "heard", 1, new EventOptions { Delay = TimeSpan.FromSeconds(seconds) });

        var (body, text, kept) = MessageOf(Assert.Single(listener.All));
        var envelope = new EnvelopeSeal(Keys, _time).Open(text, "function:listen", body)!;
        Assert.Equal((delay, _time.GetUtcNow() + TimeSpan.FromSeconds(seconds)), (kept, envelope.Due));
        Assert.Equal(envelope.Due + TimeSpan.FromDays(14), envelope.Expires);
    }

    [Fact]
    public async Task Publish_WithTheSameId_SendsOnce_AndAgainAfterAFailure()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);
        listener.Answer = (number, _) => number == 1 ? (400, "{}") : (200, "{}");
        var once = new EventOptions { DeduplicationId = "x" };

        await Assert.ThrowsAsync<EventsUnavailableException>(() => PublishAsync(host, "public", "heard", 1, once));
        await PublishAsync(host, "public", "heard", 2, once);
        await PublishAsync(host, "public", "heard", 3, once);
        await PublishAsync(host, "secret", "heard", 4, once);

        Assert.Equal(["1", "2", "4"], listener.All.Select(taken => Encoding.UTF8.GetString(MessageOf(taken).Body)));
    }

    [Fact]
    public async Task Publish_OfMoreThanTheQueueTakes_SendsNothing()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => PublishAsync(host, "public", "both", new string('x', 256 * 1_024)));

        Assert.Empty(listener.All);
    }

    [Fact]
    public async Task Publish_ThatIsRefused_SaysOnlyThatEventsAreUnavailable()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);
        listener.Answer = (_, _) => (400, """{"__type":"QueueDoesNotExist","message":"shop-listen"}""");

        var problem = await Assert.ThrowsAsync<EventsUnavailableException>(() => PublishAsync(host, "public", "heard", 1));

        Assert.Equal(("events are unavailable", null), (problem.Message, problem.InnerException));
    }

    [Fact]
    public async Task Append_OfAnotherAttempt_KeepsItsIdAndCount_AndWhatIsSetAsideIsDeliveredByNothing()
    {
        await using var listener = await AwsListener.StartAsync();
        await using var host = await StartAsync(listener);
        var transport = host.Services.GetRequiredService<IEventTransport>();
        var again = new NewEvent("heard", "secret", ["listen"], "1"u8.ToArray(), _time.GetUtcNow(), DeduplicationId: null) { MessageId = "m", Attempt = 3 };
        await transport.AppendAsync(again);
        await transport.AppendAsync(again with { Aside = SetAsideReason.Failed });
        await transport.AppendAsync(again with { Aside = SetAsideReason.NotAuthentic, Functions = [""] });

        var seal = new EnvelopeSeal(Keys, _time);
        var taken = listener.All.ToList();
        Assert.Equal(["shop-listen", "shop-listen-aside", "shop-served-aside"], taken.Select(each => QueueOf(each).Split('/')[^1]));
        var (body, text, _) = MessageOf(taken[0]);
        var envelope = seal.Open(text, "function:listen", body)!;
        Assert.Equal(("m", 3, "secret"), (envelope.MessageId, envelope.Attempt, envelope.Label));
        Assert.Null(seal.Open(MessageOf(taken[1]).Envelope, "function:listen", body));
        Assert.NotNull(seal.Open(MessageOf(taken[1]).Envelope, "aside:Failed", body));
    }

    [Fact]
    public async Task Host_WithoutSharedClaims_DoesNotStart()
    {
        await using var listener = await AwsListener.StartAsync();
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ShimHost.StartAsync(_folder.Path, EventsTests.Policy, _time, builder =>
        {
            Register(builder);
            builder.UseAws(listener.Options).UseSqsEvents(options => options.QueuePrefix = "https://sqs.eu-west-1.amazonaws.com/1/shop-");
        }));
        Assert.Contains("UseDynamoDbClaims", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ThatMeanNothing_AreAllNamed()
    {
        var problem = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTrapeze(_ => { }).UseSqsEvents(options =>
        {
            options.QueuePrefix = "shop-";
            options.AsideSuffix = "";
            options.MaxMessage = 2_000_000;
            options.Lifetime = TimeSpan.Zero;
        })).Message;
        Assert.All(["QueuePrefix", "AsideSuffix", "MaxMessage", "Lifetime"], option => Assert.Contains(option, problem, StringComparison.Ordinal));
    }

    private static string QueueOf(AwsListener.Taken taken) => JsonDocument.Parse(taken.Body).RootElement.GetProperty("QueueUrl").GetString()!;

    private static (byte[] Body, string Envelope, int Delay) MessageOf(AwsListener.Taken taken)
    {
        var message = JsonDocument.Parse(taken.Body).RootElement;
        var attribute = message.GetProperty("MessageAttributes").GetProperty("Trapeze");
        Assert.Equal("String", attribute.GetProperty("DataType").GetString());
        return (Encoding.UTF8.GetBytes(message.GetProperty("MessageBody").GetString()!), attribute.GetProperty("StringValue").GetString()!, message.GetProperty("DelaySeconds").GetInt32());
    }

    private static Task PublishAsync<T>(ShimHost host, string label, string name, T payload, EventOptions? options = null) =>
        host.RunAsync("start", label, (services, _) => services.GetRequiredService<IEvents>().PublishAsync(name, payload, options));

    private static void Register(TrapezeBuilder builder)
    {
        builder.Services.AddSingleton(new Shelf());
        builder.AddFunction<ShelfFunction>("listen").AddFunction<ShelfFunction>("also").AddFunction<ShelfFunction>("another");
    }

    private Task<ShimHost> StartAsync(AwsListener listener) => ShimHost.StartAsync(_folder.Path, EventsTests.Policy, _time, builder =>
    {
        Register(builder);
        builder.Services.AddSingleton(new ClaimsChoice(time => new SharedClaims(time))).AddSingleton(new ServedFunction("served"));
        builder.UseAws(listener.Options).UseEnvelopeKeys(Keys).UseSqsEvents(options =>
        {
            options.QueuePrefix = "https://sqs.eu-west-1.amazonaws.com/123456789012/shop-";
        });
    });

    /// <summary>The claims of one process, for a host that is the only one.</summary>
    private sealed class SharedClaims(TimeProvider time) : IClaims
    {
        private readonly ProcessClaims _claims = new(time);

        public Task<ClaimOutcome> TryClaimAsync(string id, DateTimeOffset until) => _claims.TryClaimAsync(id, until);

        public Task CompleteAsync(string id, DateTimeOffset remembered) => _claims.CompleteAsync(id, remembered);

        public Task ReleaseAsync(string id) => _claims.ReleaseAsync(id);
    }
}
