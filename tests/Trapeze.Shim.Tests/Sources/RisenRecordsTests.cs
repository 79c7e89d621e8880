using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Shim.Tests.Sources.Stage;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>A record is done, to its source, at its function's first raise; what becomes of it above is kept above.</summary>
public sealed class RisenRecordsTests : IAsyncLifetime
{
    private readonly SourceStage _stage = new(new ManualTime());

    private ManualTime Time => (ManualTime)_stage.Time;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Risen_HoweverItEnds_IsDoneToItsSource()
    {
        var reply = await _stage.RunAsync(AwsEvents.Sqs("orders", [Made("a", DeedKind.Rise), Made("b", DeedKind.RiseAndFail)]));

        Assert.Empty(SourceStage.Failures(reply));
        Assert.Equal(["do/a at public", "do/a^ at secret", "do/b at public", "do/b^ at secret"], await _stage.FacetsAsync());
    }

    [Fact]
    public async Task Risen_ThatFailed_IsTriedAgainAbove_UntilItIsSetAsideThere()
    {
        await _stage.RunAsync(AwsEvents.Sqs("orders", [Made("a", DeedKind.RiseAndFail)]));
        for (var attempt = 2; attempt <= 6; attempt++)
        {
            var sent = Assert.Single(_stage.Outbox.TakeSent());
            Assert.Equal(("secret", attempt), (sent.Label, sent.Attempt));
            await LaterAsync(sent);
        }

        Assert.Empty(_stage.Outbox.Sent);
        Assert.Equal((SetAsideReason.Failed, "secret"), (_stage.Outbox.Aside.Single().Aside!.Value, _stage.Outbox.Aside.Single().Label));
        Assert.Equal(["public", "secret", "secret", "secret", "secret", "secret"], _stage.Deeds.Begun.Select(begun => begun.Label));
        Assert.Equal([1, 2, 3, 4, 5, 6], _stage.Deeds.Begun.Select(begun => begun.Attempt));
    }

    [Fact]
    public async Task Risen_ThatEndedWell_IsNotTriedAgain()
    {
        await _stage.RunAsync(AwsEvents.Sqs("orders", [Made("a", DeedKind.Rise)]));

        await LaterAsync(Assert.Single(_stage.Outbox.TakeSent()));
        Assert.Single(_stage.Deeds.Begun);
    }

    // The process that ran it is gone: nobody says how it ended.
    [Fact]
    public async Task Risen_ThatNeverEnds_IsTriedAgainAbove()
    {
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", [Made("a", DeedKind.RiseAndHang)])), CancellationToken.None);

        Assert.Empty(SourceStage.Failures(await run.Decided));
        Assert.False(run.Ended.IsCompleted);
        var sent = Assert.Single(_stage.Outbox.TakeSent());
        Assert.True(sent.Due >= Time.GetUtcNow() + TimeSpan.FromMinutes(5), "it would be tried again beside itself");
        _stage.Deeds.Gate.SetResult();
        await run.Ended;
    }

    [Fact]
    public async Task Risen_ThatCannotBeKept_ComesAgain()
    {
        _stage.Outbox.IsGone = true;

        Assert.Single(SourceStage.Failures(await _stage.RunAsync(AwsEvents.Sqs("orders", [Made("a", DeedKind.Rise)]))));
    }

    [Fact]
    public async Task Risen_ThatHangs_KeepsNobodyWaiting_OfItsGroupEither()
    {
        var messages = Enumerable.Range(0, 40).Select(at => Made($"h{at}", DeedKind.RiseAndHang, "sqs:ordered", "g"))
            .Append(Made("last", DeedKind.Succeed, "sqs:ordered", "g"));
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("ordered.fifo", messages)), CancellationToken.None);

        Assert.Empty(SourceStage.Failures(await run.Decided.WaitAsync(TimeSpan.FromSeconds(60))));
        Assert.False(run.Ended.IsCompleted);
        _stage.Deeds.Gate.SetResult();
        await run.Ended;
    }

    [Fact]
    public async Task Stopping_WhatDoesNotEnd_CountsAsFailed_AndWhatHasEndedDoesNot()
    {
        using var stopping = new CancellationTokenSource();
        var begun = new CountdownEvent(2);
        _stage.Deeds.OnBegin = _ => begun.Signal();
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", [Made("a", DeedKind.Rise), Made("b", DeedKind.Hang)])), stopping.Token);
        begun.Wait(TimeSpan.FromSeconds(30));
        await WhenAsync(() => _stage.Outbox.Sent.Count == 1);
        await stopping.CancelAsync();
        while (!run.Decided.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(["message-b"], SourceStage.Failures(await run.Decided));
        await EndsWithItsCodeAsync(run);
    }

    [Fact]
    public async Task Stopping_WhatRisesOnlyThen_HoldsItsBatchUntilItEnds()
    {
        using var stopping = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        _stage.Deeds.OnBegin = _ => begun.SetResult();
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", [Made("a", DeedKind.RiseLateAndHang)])), stopping.Token);
        await begun.Task;
        await stopping.CancelAsync();
        while (!run.Decided.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(["message-a"], SourceStage.Failures(await run.Decided));
        _stage.Deeds.Late.SetResult();
        await WhenAsync(() => _stage.Outbox.Sent.Count == 1);
        await EndsWithItsCodeAsync(run);
    }

    [Fact]
    public async Task Record_BeyondItsLease_IsSetAsideAsHung_AndItsBatchEndsWithItsCode()
    {
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", [Made("a", DeedKind.Hang)])), CancellationToken.None);
        while (!run.Decided.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Empty(SourceStage.Failures(await run.Decided));
        Assert.Equal(SetAsideReason.Hung, Assert.Single(_stage.Outbox.Aside).Aside);
        await EndsWithItsCodeAsync(run);
    }

    [Fact]
    public async Task Stopped_BeforeItBegins_ReportsEverything()
    {
        var reply = await _stage.RunAsync(AwsEvents.Sqs("orders", [Made("a", DeedKind.Succeed), Made("b", DeedKind.Succeed)]), new CancellationToken(canceled: true));

        Assert.Equal(["message-a", "message-b"], SourceStage.Failures(reply));
        Assert.Empty(_stage.Deeds.Begun);
    }

    // More of one label than run at once, none of which ends: those of the others are done all the same.
    [Fact]
    public async Task Label_WhoseRecordsHang_KeepsNoOtherWaiting()
    {
        var messages = Enumerable.Range(0, 30).Select(at => _stage.Signed("sqs:orders", "owner", $"h{at}", DeedKind.Hang))
            .Concat(Enumerable.Range(0, 10).Select(at => Made($"p{at}", DeedKind.Succeed)));
        var done = new CountdownEvent(10);
        _stage.Deeds.OnBegin = key =>
        {
            if (key.StartsWith('p'))
            {
                done.Signal();
            }
        };
        var run = _stage.Runs.Start(_stage.Read(AwsEvents.Sqs("orders", messages)), CancellationToken.None);
        var isPatient = true;
        while (!done.IsSet)
        {
            // As many as run at once hang: patience with them ends, and their lease does not.
            if (isPatient && _stage.Deeds.Begun.Count(begun => begun.Label == "owner") == 8)
            {
                isPatient = false;
                Time.Advance(TimeSpan.FromMilliseconds(100));
            }

            await Task.Yield();
        }

        Assert.InRange(_stage.Deeds.Begun.Count(begun => begun.Label == "owner"), 1, 8);
        _stage.Deeds.Gate.SetResult();
        Assert.Empty(SourceStage.Failures(await run.Decided));
    }

    private Message Made(string key, DeedKind kind, string source = "sqs:orders", string? group = null) => _stage.Signed(source, "public", key, kind, group: group);

    // Whoever does not wait for the code has ended long before so many turns.
    private async Task EndsWithItsCodeAsync(SourceRun run)
    {
        for (var turn = 0; turn < 1000; turn++)
        {
            await Task.Yield();
        }

        Assert.False(run.Ended.IsCompleted);
        _stage.Deeds.Gate.SetResult();
        await run.Ended;
    }

    private async Task LaterAsync(NewEvent sent)
    {
        Time.Advance(sent.Due - Time.GetUtcNow());
        Assert.Empty(SourceStage.Failures(await _stage.RunAsync(_stage.Delivered(sent))));
    }

    private static async Task WhenAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Yield();
        }
    }
}
