using System.Text;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Shim.Tests.Sources.Stage;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>What becomes of records: where they run, what their source is told, and what is kept of those that it is told nothing of.</summary>
public sealed class SourceRunsTests : IAsyncLifetime
{
    private readonly SourceStage _stage = new(new ManualTime());

    private ManualTime Time => (ManualTime)_stage.Time;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Records_OfManyLabels_RunEachAtItsOwn_AndThoseThatFailAreReported()
    {
        var reply = await _stage.RunAsync(AwsEvents.Sqs("orders",
        [
            _stage.Signed("sqs:orders", "client(alice)", "a"),
            _stage.Signed("sqs:orders", "public", "b", DeedKind.Fail),
            _stage.Signed("sqs:orders", "client(bob) & client(alice)", "c"),
            _stage.Signed("sqs:orders", "owner", "d", DeedKind.Fail),
        ]));

        Assert.Equal(["message-b", "message-d"], SourceStage.Failures(reply));
        Assert.Equal(["do/a at client(alice)", "do/b at public", "do/c at client(alice) & client(bob)", "do/d at owner"], await _stage.FacetsAsync());
    }

    [Fact]
    public async Task Record_WithoutAnEnvelope_IsWhatThePolicySays()
    {
        await _stage.RunAsync(AwsEvents.Sqs("open", [SourceStage.Plain("a")]));
        await _stage.RunAsync(AwsEvents.Sqs("guarded", [SourceStage.Plain("b")]));
        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [SourceStage.Plain("c")]))));

        Assert.Equal(["do/a at public", "do/b at client(alice)"], await _stage.FacetsAsync());
        Assert.Equal([(SetAsideReason.NotAuthentic, "sqs:orders", "top")], Aside());
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("other source")]
    [InlineData("other body")]
    [InlineData("empty")]
    public async Task Record_WithABadEnvelope_IsRefused_WhereThoseWithoutArePublicToo(string wrong)
    {
        var good = _stage.Signed("sqs:open", "public", "a");
        var bad = wrong switch
        {
            "garbage" => good with { Envelope = "trapeze1.test.e30.signature" },
            "other source" => _stage.Signed("sqs:orders", "public", "a"),
            "other body" => good with { Body = SourceStage.Body("b", DeedKind.Succeed) },
            _ => good with { Envelope = "" },
        };

        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("open", [bad]))));
        Assert.Empty(_stage.Deeds.Begun);
        Assert.Equal([(SetAsideReason.NotAuthentic, "sqs:open", "top")], Aside());
        var entry = Assert.Single(_stage.Audit, record => record.Decision.Rule == Rule.Start && !record.Decision.IsAllowed);
        Assert.Equal(("sqs:open", _stage.Flow.Order.Top, "NotAuthentic"), (entry.Subject, entry.Label, entry.Detail));
    }

    [Fact]
    public async Task Record_ThatIsNoJson_IsSetAside()
    {
        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("open", [new Message("a", "plain text"), new Message("b", "")]))));

        Assert.Equal([(SetAsideReason.NotJson, "sqs:open", "top"), (SetAsideReason.NotJson, "sqs:open", "top")], Aside());
    }

    [Theory]
    [InlineData("both", null)]
    [InlineData("deed", "other")]
    [InlineData("nothing", null)]
    public async Task Record_OfAnotherEventThanTheSources_OrOfNoSubscriber_IsSetAsideAtItsLabel(string name, string? function)
    {
        await _stage.RunAsync(AwsEvents.Sqs("orders", [_stage.Signed("sqs:orders", "client(alice)", "a", name: name, function: function)]));

        Assert.Empty(_stage.Deeds.Begun);
        Assert.Equal([(SetAsideReason.NotSubscribed, "sqs:orders", "client(alice)")], Aside());
    }

    [Fact]
    public async Task Record_OfALabelThatThePolicyDoesNotKnow_IsSetAside()
    {
        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [_stage.Signed("sqs:orders", "stranger", "a")]))));

        Assert.Equal([(SetAsideReason.UnknownLabel, "deed", "stranger")], Aside());
    }

    [Fact]
    public async Task OwnQueue_TakesWhatItsFunctionWasSent_AndNothingElse()
    {
        await _stage.RunAsync(AwsEvents.Sqs("own-do", [_stage.Signed("function:do", "owner", "a", function: "do")]));
        await _stage.RunAsync(AwsEvents.Sqs("own-other", [_stage.Signed("function:do", "owner", "b", function: "do")]));
        await _stage.RunAsync(AwsEvents.Sqs("own-do", [_stage.Signed("function:do", "owner", "c", function: null)]));
        await _stage.RunAsync(AwsEvents.Sqs("own-do", [_stage.Signed("function:do", "owner", "d", name: "both", function: "other")]));

        Assert.Equal(["do/a at owner"], await _stage.FacetsAsync());
    }

    [Fact]
    public async Task Event_OfSeveralFunctions_RunsEach_AndARetryOnlyThoseThatFailed()
    {
        var message = _stage.Signed("sqs:any", "public", "a", name: "both", id: "m");
        await _stage.RunAsync(AwsEvents.Sqs("any", [message]));
        await _stage.RunAsync(AwsEvents.Sqs("any", [message]));

        Assert.Equal(["do", "other"], _stage.Deeds.Begun.Select(begun => begun.Function).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Host_OfOneFunction_StartsNoOther()
    {
        await using var stage = new SourceStage(serves: "other");
        await stage.RunAsync(AwsEvents.Sqs("any", [stage.Signed("sqs:any", "public", "a", name: "both"), stage.Signed("sqs:any", "public", "b", function: "do")]));

        Assert.Equal(["other/a at public"], await stage.FacetsAsync());
        Assert.Equal(SetAsideReason.NotSubscribed, Assert.Single(stage.Outbox.Aside).Aside);
    }

    [Fact]
    public async Task Replay_OfWhatIsDone_StartsNothing_AndIsDone()
    {
        var message = _stage.Signed("sqs:orders", "owner", "a");
        foreach (var delivery in (string[])["x", "y"])
        {
            Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [message with { Id = delivery }]))));
        }

        var plain = SourceStage.Plain("b");
        await _stage.RunAsync(AwsEvents.Sqs("open", [plain]));
        await _stage.RunAsync(AwsEvents.Sqs("open", [plain]));
        Assert.Equal(["a", "b"], _stage.Deeds.Begun.Select(begun => begun.Key));
    }

    [Fact]
    public async Task Record_ThatFailed_RunsWhenItComesAgain()
    {
        var message = _stage.Signed("sqs:orders", "owner", "a", DeedKind.Fail);
        for (var delivery = 0; delivery < 3; delivery++)
        {
            Assert.Single(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [message]))));
        }

        Assert.Equal(3, _stage.Deeds.Begun.Count);
    }

    [Fact]
    public async Task Record_ThatAnotherHolds_ComesAgain()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Deeds.OnBegin = _ => begun.TrySetResult();
        var message = _stage.Signed("sqs:orders", "owner", "a", DeedKind.Hang);
        var first = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", [message])), CancellationToken.None);
        await begun.Task;

        Assert.Single(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [message]))));
        _stage.Deeds.Gate.SetResult();
        Assert.Empty(SourceStage.Failures(await first.Decided));
        Assert.Single(_stage.Deeds.Begun);
    }

    [Fact]
    public async Task Record_WhoseClaimOrAsideCannotBeKept_ComesAgain()
    {
        _stage.Claims.IsGone = true;
        Assert.Single(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [_stage.Signed("sqs:orders", "owner", "a")]))));
        Assert.Empty(_stage.Deeds.Begun);
        _stage.Claims.IsGone = false;
        _stage.Outbox.IsGone = true;
        Assert.Single(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [SourceStage.Plain("b")]))));
    }

    [Fact]
    public async Task Fifo_AfterAFailure_TheRestOfItsGroupAndLabelComesAgain_AndNothingElse()
    {
        var reply = await _stage.RunAsync(AwsEvents.Sqs("ordered.fifo",
        [
            Ordered("public", "a1", "g"),
            Ordered("public", "a2", "g", DeedKind.Fail),
            Ordered("owner", "b1", "g"),
            Ordered("public", "a3", "g"),
            Ordered("public", "c1", "h"),
            Ordered("owner", "b2", "g"),
            Ordered("public", "a4", "g"),
        ]));

        Assert.Equal(["message-a2", "message-a3", "message-a4"], SourceStage.Failures(reply));
        Assert.Equal(["do/a1 at public", "do/a2 at public", "do/b1 at owner", "do/b2 at owner", "do/c1 at public"], await _stage.FacetsAsync());
        Assert.Equal(["b1", "b2"], Order("b"));
        Assert.Equal(["a1", "a2"], Order("a"));
    }

    [Fact]
    public async Task Stream_AfterAFailure_NamesTheFirst_AndWhatIsDoneIsNotDoneAgain()
    {
        Message[] messages =
        [
            Streamed("public", "a1"),
            Streamed("owner", "b1"),
            Streamed("public", "a2", DeedKind.Fail),
            Streamed("owner", "b2", DeedKind.Fail),
            Streamed("public", "a3"),
            Streamed("client(alice)", "c1"),
        ];
        Assert.Equal(["message-a2"], SourceStage.Failures(await RunAsync(messages)));
        Assert.Equal(["message-a2"], SourceStage.Failures(await RunAsync(messages[2..])));
        Assert.Equal(["a1", "a2", "a2"], Order("a"));
        Assert.Equal(["b1", "b2", "b2"], Order("b"));
        Assert.Equal(["c1"], Order("c"));

        Task<SourceReply> RunAsync(Message[] some) => _stage.RunAsync(AwsEvents.Kinesis("clicks", "shard", some));
    }

    [Fact]
    public async Task Refused_InAStream_DoesNotHoldItUp()
    {
        var reply = await _stage.RunAsync(AwsEvents.Kinesis("clicks", "shard", [Streamed("owner", "a") with { Envelope = "forged" }, Streamed("stranger", "b"), Streamed("owner", "c")]));

        Assert.Empty(SourceStage.Failures(reply));
        Assert.Equal(["do/c at owner"], await _stage.FacetsAsync());
        Assert.Equal(2, _stage.Outbox.Aside.Count);
    }

    [Theory]
    [InlineData("sns")]
    [InlineData("eventbridge")]
    [InlineData("invoke")]
    public async Task Source_WithoutPartialFailures_IsToldOfItsFailureByAConstantError(string shape)
    {
        await using var stage = new SourceStage(serves: "do");
        var well = await stage.RunAsync(Made("a", DeedKind.Succeed));
        var badly = await stage.RunAsync(Made("b", DeedKind.Fail));
        var refused = await stage.RunAsync(Made("c", DeedKind.Succeed, isForged: true));

        Assert.Equal((false, "{}"), (well.IsError, Encoding.UTF8.GetString(well.Bytes)));
        Assert.Equal((false, "{}"), (refused.IsError, Encoding.UTF8.GetString(refused.Bytes)));
        Assert.Equal((true, """{"errorMessage":"the event failed","errorType":"Trapeze.EventFailed"}"""), (badly.IsError, Encoding.UTF8.GetString(badly.Bytes)));

        byte[] Made(string key, DeedKind kind, bool isForged = false)
        {
            var (source, of) = shape switch
            {
                "sns" => ("sns:news", (Func<Message, byte[]>)(message => AwsEvents.Sns("news", message))),
                "eventbridge" => ("eventbridge:shop", message => AwsEvents.EventBridge("com.shop", message)),
                _ => ("invoke:invoked", AwsEvents.Invocation),
            };
            var message = stage.Signed(source, "owner", key, kind);
            return of(isForged ? message with { Envelope = "forged" } : message);
        }
    }

    [Fact]
    public async Task Task_IsToldTheSame_AndItsFailureIsSentAgainFromHere()
    {
        var well = await _stage.RunAsync(AwsEvents.Task("machine", _stage.Signed("states:machine", "owner", "a")));
        var badly = await _stage.RunAsync(AwsEvents.Task("machine", _stage.Signed("states:machine", "owner", "b", DeedKind.Fail, id: "m")));

        Assert.Equal((well.IsError, Encoding.UTF8.GetString(well.Bytes)), (badly.IsError, Encoding.UTF8.GetString(badly.Bytes)));
        var again = Assert.Single(_stage.Outbox.Sent);
        Assert.Equal(("deed", "owner", "do", 2, Time.GetUtcNow() + TimeSpan.FromSeconds(1)), (again.Name, again.Label, Assert.Single(again.Functions), again.Attempt, again.Due));
    }

    [Fact]
    public async Task Task_ThatFailedAtEveryAttempt_IsSetAside()
    {
        await _stage.RunAsync(AwsEvents.Task("machine", _stage.Signed("states:machine", "owner", "a", DeedKind.Fail, attempt: 6)));

        Assert.Empty(_stage.Outbox.Sent);
        Assert.Equal([(SetAsideReason.Failed, "deed", "owner")], Aside());
    }

    [Fact]
    public async Task Record_OfTooManyAttempts_IsSetAsideUnrun()
    {
        await _stage.RunAsync(AwsEvents.Sqs("own-do", [_stage.Signed("function:do", "secret", "a", function: "do", attempt: 7)]));

        Assert.Empty(_stage.Deeds.Begun);
        Assert.Equal([(SetAsideReason.Failed, "deed", "secret")], Aside());
    }

    [Fact]
    public async Task Record_ThatIsNotDueYet_IsSentOnAsItIs()
    {
        var message = _stage.Signed("function:do", "owner", "a", function: "do", attempt: 3, due: TimeSpan.FromHours(1));
        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("own-do", [message]))));

        var sent = Assert.Single(_stage.Outbox.TakeSent());
        Assert.Equal(("owner", 3, Time.GetUtcNow() + TimeSpan.FromHours(1)), (sent.Label, sent.Attempt, sent.Due));
        Time.Advance(TimeSpan.FromHours(1));
        await _stage.RunAsync(_stage.Delivered(sent));
        Assert.Equal([("do", "a", "owner", 3)], _stage.Deeds.Begun);
    }

    [Fact]
    public async Task Object_IsWhatItsEnvelopeSays_LookedUpInItsVersion()
    {
        var objects = new Objects();
        await using var stage = new SourceStage(objects: objects);
        objects.Kept[new StoredObject("uploads", "a", "v1")] = new ObjectEnvelope(Seal("a", "hash"), "hash");
        objects.Kept[new StoredObject("uploads", "b", "v1")] = new ObjectEnvelope(Seal("a", "hash"), "hash");
        objects.Kept[new StoredObject("uploads", "c", "v1")] = new ObjectEnvelope(Seal("c", "hash"), "other");
        objects.Kept[new StoredObject("uploads", "d", "v1")] = new ObjectEnvelope(Seal("d", "hash"), Sha256: null);
        objects.Kept[new StoredObject("uploads", "e", "v1")] = new ObjectEnvelope(Text: null, "hash");
        foreach (var key in (string[])["a", "b", "c", "d", "e", "gone"])
        {
            Assert.False((await stage.RunAsync(AwsEvents.S3("uploads", key, "v1"))).IsError);
        }

        Assert.False((await stage.RunAsync(AwsEvents.S3("uploads", "a", "v1", "ObjectRemoved:Delete"))).IsError);
        objects.IsGone = true;
        Assert.True((await stage.RunAsync(AwsEvents.S3("uploads", "f", "v1"))).IsError);
        Assert.Equal(["owner", "public"], stage.Audit.Where(record => record.Decision is { Rule: Rule.Start, IsAllowed: true }).Select(record => $"{record.Label}"));
        Assert.Equal(5, stage.Outbox.Aside.Count);

        string Seal(string key, string sha256) => stage.Seal("s3:uploads", "owner", StoredObject.Body("uploads", key, sha256), "deed", null, 1, stage.Time.GetUtcNow(), null);
    }

    [Fact]
    public async Task Object_WithoutAWayToLookItUp_IsRefused()
    {
        Assert.False((await _stage.RunAsync(AwsEvents.S3("uploads", "a", "v1"))).IsError);

        Assert.Equal([(SetAsideReason.NotAuthentic, "s3:uploads", "top")], Aside());
    }

    private Message Ordered(string label, string key, string group, DeedKind kind = DeedKind.Succeed) => _stage.Signed("sqs:ordered", label, key, kind, group: group);

    private Message Streamed(string label, string key, DeedKind kind = DeedKind.Succeed) => _stage.Signed("kinesis:clicks", label, key, kind);

    private IEnumerable<string> Order(string prefix) => _stage.Deeds.Begun.Select(begun => begun.Key).Where(key => key.StartsWith(prefix, StringComparison.Ordinal));

    private IEnumerable<(SetAsideReason?, string, string)> Aside() => _stage.Outbox.Aside.Select(one => (one.Aside, one.Name, one.Label));
}
