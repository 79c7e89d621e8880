using System.Text;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Declassification;

public sealed class ReleaseTests : IAsyncLifetime
{
    private const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - when: { role: user }
            are: user($sub)
          - anonymous: public
        channels:
          reply: caller
        tables:
          shown: { key: id }
          other: { key: id }
        functions:
          decide: { on: POST /decide, callers: "user(*)", raises: secret }
          other:  { on: POST /other, raises: secret }
          hear:   { on: [event decided, event undecided] }
        declassifiers:
          yesNo:  { from: secret, to: "user($id)", code: Tests.YesNo, in: decide, releases: 1 bit, into: decided }
          verdict: { from: secret, to: "user($id)", code: Tests.ToVerdict, in: decide, releases: 2 bits, into: decided }
          show:   { from: secret, to: public, code: Tests.Show, in: decide, into: shown }
        """;

    private readonly Folder _folder = new();
    private readonly ShimHost _host;

    public ReleaseTests() => _host = Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Complete_AfterRaising_PublishesTheFrozenPayloadAndTheReleasedValueAtTheTarget()
    {
        await RunAsync("decide", "user(ann)", async (release, activation) =>
        {
            var payload = new Dictionary<string, object> { ["order"] = "before" };
            var prepared = release.Prepare("yesNo", "decided", payload);
            activation.RaiseLabel(_host.Label("secret"));
            payload["order"] = "after";
            await prepared.CompleteAsync("a long secret");
        });
        var record = await OnlyRecordAsync();
        Assert.Equal(("decided", "hear", "user(ann)", """{"order":"before","released":true}"""),
            (record.Name, record.Function, record.Label, Encoding.UTF8.GetString(record.Payload.Span)));
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Declassify", Reason: null, Subject: "yesNo", Label: "secret", Target: "user(ann)" });
    }

    [Fact]
    public Task Prepare_AboveTheTarget_IsRefused() => RunAsync("decide", "user(ann)", (release, activation) =>
    {
        activation.RaiseLabel(_host.Label("secret"));
        Assert.Throws<FlowRefusedException>(() => release.Prepare("yesNo", "decided", new { }));
        return Task.CompletedTask;
    });

    [Fact]
    public Task Prepare_OfAPayloadThatRaisesWhileItIsWritten_IsRefused() => RunAsync("decide", "user(ann)", (release, activation) =>
    {
        Assert.Throws<FlowRefusedException>(() => release.Prepare("yesNo", "decided", new Raising(activation, _host.Label("secret"))));
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("other", "user(ann)", "yesNo", "decided")]
    [InlineData("decide", "user(ann)", "yesNo", "undecided")]
    [InlineData("decide", "user(ann)", "missing", "decided")]
    [InlineData("decide", "public", "yesNo", "decided")]
    public async Task Prepare_OfWhatThePolicyDoesNotGive_IsRefused(string function, string label, string declassifier, string eventName)
    {
        await RunAsync(function, label, (release, _) =>
        {
            Assert.Throws<FlowRefusedException>(() => release.Prepare(declassifier, eventName, new { }));
            return Task.CompletedTask;
        });
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Declassify", Reason: "NoRule" });
    }

    [Fact]
    public Task Prepare_OfWhatIsNoObjectOrSpeaksOfTheReleasedValue_IsMisuse() => RunAsync("decide", "user(ann)", (release, _) =>
    {
        Assert.Throws<ArgumentException>(() => release.Prepare("yesNo", "decided", 5));
        Assert.Throws<ArgumentException>(() => release.Prepare("yesNo", "decided", new { Released = true }));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task Complete_AboveTheBound_IsRefusedAndNothingGoesOut()
    {
        await RunAsync("decide", "user(ann)", async (release, activation) =>
        {
            var prepared = release.Prepare("yesNo", "decided", new { });
            activation.RaiseLabel(_host.Order.Top);
            await Assert.ThrowsAsync<FlowRefusedException>(() => prepared.CompleteAsync("secret"));
        });
        Assert.Equal(0, Queue.Lanes.Count);
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Declassify", Reason: "OutsideDeclassifier", Subject: "yesNo" });
    }

    [Fact]
    public async Task Complete_Twice_ReleasesOnce()
    {
        await RunAsync("decide", "user(ann)", async (release, _) =>
        {
            var prepared = release.Prepare("yesNo", "decided", new { });
            await prepared.CompleteAsync("a long secret");
            await Assert.ThrowsAsync<InvalidOperationException>(() => prepared.CompleteAsync(""));
        });
        await OnlyRecordAsync();
    }

    [Fact]
    public async Task Complete_WhenTheCodeThrows_ReleasesNothingAndSaysNothingOfIt()
    {
        await RunAsync("decide", "user(ann)", async (release, _) =>
        {
            var problem = await Assert.ThrowsAsync<FlowRefusedException>(() => release.Prepare("yesNo", "decided", new { }).CompleteAsync("throw"));
            Assert.Equal(("refused by the flow policy: Declassify yesNo", (Exception?)null), (problem.Message, problem.InnerException));
        });
        Assert.Equal(0, Queue.Lanes.Count);
    }

    [Fact]
    public async Task Complete_WithANumberThatIsNoMemberOfItsEnumeration_ReleasesNothing()
    {
        await RunAsync("decide", "user(ann)", async (release, _) =>
        {
            await release.Prepare("verdict", "decided", new { }).CompleteAsync(2);
            await Assert.ThrowsAsync<FlowRefusedException>(() => release.Prepare("verdict", "decided", new { }).CompleteAsync(1_000_000));
        });
        await OnlyRecordAsync();
    }

    [Fact]
    public async Task IntoTable_WritesTheItemAtTheTarget()
    {
        await RunAsync("decide", "user(ann)", async (release, activation) =>
        {
            activation.RaiseLabel(_host.Label("secret"));
            await release.IntoTableAsync("show", "shown", Item("1"));
        });
        using var client = _host.Services.GetRequiredService<PolicyInForce>().Store.ClientAt(_host.Label("public"));
        var found = await client.GetItemAsync("shown", Item("1"));
        Assert.Equal(["id"], found.Item.Keys);
        using var below = _host.Services.GetRequiredService<PolicyInForce>().Store.ClientAt(_host.Order.Bottom);
        Assert.False((await below.GetItemAsync("shown", Item("1"))).IsItemSet);
    }

    [Fact]
    public async Task IntoTable_OfAnotherTable_IsRefusedAndNothingIsWritten()
    {
        await RunAsync("decide", "user(ann)", (release, _) => Assert.ThrowsAsync<FlowRefusedException>(() => release.IntoTableAsync("show", "other", Item("1"))));
        using var client = _host.Services.GetRequiredService<PolicyInForce>().Store.ClientAt(_host.Order.Top);
        Assert.False((await client.GetItemAsync("other", Item("1"))).IsItemSet);
    }

    [Fact]
    public async Task IntoTable_AboveTheBound_IsRefusedAndNothingIsWritten()
    {
        await RunAsync("decide", "user(ann)", (release, activation) =>
        {
            activation.RaiseLabel(_host.Order.Top);
            return Assert.ThrowsAsync<FlowRefusedException>(() => release.IntoTableAsync("show", "shown", Item("1")));
        });
        using var client = _host.Services.GetRequiredService<PolicyInForce>().Store.ClientAt(_host.Order.Top);
        Assert.False((await client.GetItemAsync("shown", Item("1"))).IsItemSet);
    }

    [Fact]
    public async Task IntoEvent_FromAboveTheTarget_PublishesTheReleasedValueAndNothingElse()
    {
        await RunAsync("decide", "user(ann)", async (release, activation) =>
        {
            activation.RaiseLabel(_host.Label("secret"));
            await release.IntoEventAsync("yesNo", "decided", "a long secret");
        });
        var record = await OnlyRecordAsync();
        Assert.Equal(("user(ann)", """{"released":true}"""), (record.Label, Encoding.UTF8.GetString(record.Payload.Span)));
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Declassify", Reason: null, Subject: "yesNo", Label: "secret", Target: "user(ann)" });
    }

    [Fact]
    public async Task IntoEvent_AboveTheBound_IsRefusedAndNothingGoesOut()
    {
        await RunAsync("decide", "user(ann)", (release, activation) =>
        {
            activation.RaiseLabel(_host.Order.Top);
            return Assert.ThrowsAsync<FlowRefusedException>(() => release.IntoEventAsync("yesNo", "decided", "secret"));
        });
        Assert.Equal(0, Queue.Lanes.Count);
    }

    [Theory]
    [InlineData("other", "yesNo", "decided")]
    [InlineData("decide", "yesNo", "undecided")]
    [InlineData("decide", "show", "decided")]
    public async Task IntoEvent_OfWhatThePolicyDoesNotGive_IsRefusedAndNothingGoesOut(string function, string declassifier, string eventName)
    {
        await RunAsync(
            function, "user(ann)", (release, _) => Assert.ThrowsAsync<FlowRefusedException>(() => release.IntoEventAsync(declassifier, eventName, "secret")));
        Assert.Equal(0, Queue.Lanes.Count);
    }

    [Fact]
    public void FrozenItem_SharesNothingWithTheOriginal()
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            ["m"] = new() { M = new() { ["l"] = new() { L = [new() { S = "before" }] } } },
            ["b"] = new() { B = new MemoryStream([1, 2]) },
        };
        var frozen = FrozenItem.Of(item);
        item["m"].M["l"].L[0].S = "after";
        item["b"].B.SetLength(0);
        Assert.Equal(("before", 2L), (frozen["m"].M["l"].L[0].S, frozen["b"].B.Length));
    }

    [Theory]
    [InlineData("releases: 1 bit", "releases: 0 bit")]
    [InlineData("code: Tests.YesNo", "code: Tests.Nowhere")]
    [InlineData("code: Tests.YesNo", "code: Tests.ToVerdict")]
    [InlineData("into: shown", "releases: 1 bit, into: shown")]
    public async Task Start_WithADeclassifierWithoutCodeOrWithCodeThatSaysTooMuch_Fails(string line, string bad)
    {
        using var folder = new Folder();
        var policy = Policy.Replace(line, bad, StringComparison.Ordinal);
        if (bad.Contains(" 0 bit", StringComparison.Ordinal))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => ShimHost.StartAsync(folder.Path, policy, configure: Register));
            return;
        }

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ShimHost.StartAsync(folder.Path, policy, configure: Register));
        Assert.StartsWith("declassifier `", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(bool), 1.0)]
    [InlineData(typeof(byte), 8.0)]
    [InlineData(typeof(Verdict), 1.585)]
    [InlineData(typeof(Verdict?), 2.0)]
    [InlineData(typeof(long), 64.0)]
    [InlineData(typeof(string), null)]
    [InlineData(typeof(bool[]), null)]
    public void ReleasedBits_CountTheValuesOfAType(Type type, double? bits) =>
        Assert.Equal(bits, ReleasedBits.Of(type) is { } found ? Math.Round(found, 3) : null);

    private EventQueue Queue => _host.Services.GetRequiredService<EventQueue>();

    private static void Register(TrapezeBuilder builder) =>
        builder.AddDeclassifier<YesNo>("Tests.YesNo").AddDeclassifier<ToVerdict>("Tests.ToVerdict").AddDeclassifier<Show>("Tests.Show");

    private static Dictionary<string, AttributeValue> Item(string id) => new(StringComparer.Ordinal) { ["id"] = new(id) };

    private ShimHost Create() => ShimHost.Create(_folder.Path, Policy, configure: Register);

    private Task RunAsync(string function, string label, Func<IRelease, Activation, Task> body) =>
        _host.RunAsync(function, label, (services, activation) => body(services.GetRequiredService<IRelease>(), activation));

    private async Task<ClaimedRecord> OnlyRecordAsync()
    {
        Assert.True(Queue.Lanes.TryTake(DateTimeOffset.MaxValue, out var record));
        Assert.False(Queue.Lanes.TryTake(DateTimeOffset.MaxValue, out _));
        return (await Queue.ClaimAsync(record))!;
    }

    public enum Verdict
    {
        No,
        Perhaps,
        Yes,
    }

    private sealed class YesNo : IDeclassifier<string, bool>
    {
        public bool Release(string input) => input switch
        {
            "throw" => throw new InvalidOperationException(input),
            _ => input.Length > 0,
        };
    }

    private sealed class ToVerdict : IDeclassifier<int, Verdict>
    {
        public Verdict Release(int input) => (Verdict)input;
    }

    private sealed class Show : IDeclassifier<Dictionary<string, AttributeValue>, Dictionary<string, AttributeValue>>
    {
        public Dictionary<string, AttributeValue> Release(Dictionary<string, AttributeValue> input) => input;
    }

    private sealed class Raising(Activation activation, Core.Labels.Label to)
    {
        public string Value
        {
            get
            {
                activation.RaiseLabel(to);
                return "what is there";
            }
        }
    }
}
