using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Trapeze.Core.Labels;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Events;

public sealed class EventQueueTests : IDisposable
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder().Declare("low").Build();
    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_OfSeveralFunctions_MakesARecordForEach()
    {
        using var queue = Open();
        await queue.AppendAsync(Event("a") with { Functions = ["f", "g"] });
        Assert.Equal(["f a", "g a"], (await TakeAllAsync(queue)).Select(Text).Order());
    }

    [Fact]
    public async Task Append_ThenReopen_KeepsTheRecord()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("kept"));
        }

        using var again = Open();
        Assert.Equal("f kept", Text(Assert.Single(await TakeAllAsync(again))));
    }

    [Fact]
    public async Task Open_AfterAClaimThatWasNeverFinished_DeliversAgainAndCountsTheAttempt()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("a"));
            Assert.Equal(1, Assert.Single(await TakeAllAsync(queue)).Attempt);
        }

        using var again = Open();
        Assert.Equal(2, Assert.Single(await TakeAllAsync(again)).Attempt);
    }

    [Fact]
    public async Task Complete_ThenReopen_LeavesNothing()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("a"));
            await queue.CompleteAsync(Assert.Single(await TakeAllAsync(queue)));
        }

        using var again = Open();
        Assert.Empty(await TakeAllAsync(again));
    }

    [Fact]
    public void Open_WhileAnotherHasIt_Refuses()
    {
        using var queue = Open();
        Assert.Contains("open in another process", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterAFileOfAnotherVersion_Refuses()
    {
        Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "events.db")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Throws<InvalidDataException>(() => Open());
    }

    [Fact]
    public async Task Append_WithAKnownId_AddsNothingUntilTheWindowIsOver()
    {
        using var queue = Open();
        await queue.AppendAsync(Event("first") with { DeduplicationId = "x" });
        await queue.AppendAsync(Event("second") with { DeduplicationId = "x" });
        _time.Advance(TimeSpan.FromHours(1));
        await queue.AppendAsync(Event("third") with { DeduplicationId = "x" });
        Assert.Equal(["f first", "f third"], (await TakeAllAsync(queue)).Select(Text));
    }

    [Fact]
    public async Task Append_WithAKnownIdAfterReopening_AddsNothing()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("first") with { DeduplicationId = "x" });
        }

        using var again = Open();
        await again.AppendAsync(Event("second") with { DeduplicationId = "x" });
        Assert.Equal("f first", Text(Assert.Single(await TakeAllAsync(again))));
    }

    [Theory]
    [InlineData("e", "high")]
    [InlineData("other", "low")]
    public async Task Append_WithAnIdKnownAtAnotherLabelOrName_IsNotHiddenByIt(string name, string label)
    {
        using var queue = Open();
        await queue.AppendAsync(Event("a") with { Name = name, Label = label, DeduplicationId = "x" });
        await queue.AppendAsync(Event("b") with { Name = "e", Label = "low", DeduplicationId = "x" });
        Assert.Equal(["f a", "f b"], (await TakeAllAsync(queue)).Select(Text).Order());
    }

    [Fact]
    public async Task Fail_Repeatedly_FollowsTheScheduleThenSetsAside()
    {
        var options = new EventQueueOptions { Retries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)] };
        using var queue = EventQueue.Open(_folder.Path, options, _time);
        await queue.AppendAsync(Event("poison"));
        foreach (var wait in options.Retries)
        {
            await queue.FailAsync(Assert.Single(await TakeAllAsync(queue)));
            _time.Advance(wait - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await TakeAllAsync(queue));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await queue.FailAsync(Assert.Single(await TakeAllAsync(queue)));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await TakeAllAsync(queue));
        var aside = Assert.Single(SetAsideReader.Read(_folder.Path, Order.Label("low")));
        Assert.Empty(SetAsideReader.Read(_folder.Path, Order.Bottom));
        Assert.Equal((SetAsideReason.Failed, 3, "low", "poison"), (aside.Reason, aside.Attempts, aside.Label, Encoding.UTF8.GetString(aside.Payload.Span)));
    }

    [Fact]
    public async Task SetAside_ThenReopen_IsNotDelivered()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("a") with { Label = "gone" });
            await queue.SetAsideAsync(Assert.Single(await TakeAllAsync(queue)), SetAsideReason.UnknownLabel);
        }

        using var again = Open();
        Assert.Empty(await TakeAllAsync(again));
        Assert.Single(SetAsideReader.Read(_folder.Path, Order.Top));
        Assert.Empty(SetAsideReader.Read(_folder.Path, Order.Label("low")));
    }

    [Fact]
    public async Task Return_DoesNotCountTheAttempt()
    {
        using (var queue = Open())
        {
            await queue.AppendAsync(Event("a"));
            await queue.ReturnAsync(Assert.Single(await TakeAllAsync(queue)));
        }

        using var again = Open();
        Assert.Equal(1, Assert.Single(await TakeAllAsync(again)).Attempt);
    }

    [Fact]
    public async Task Append_AfterDispose_SaysOnlyThatEventsAreUnavailable()
    {
        var queue = Open();
        queue.Dispose();
        var problem = await Assert.ThrowsAsync<EventsUnavailableException>(() => queue.AppendAsync(Event("a")));
        Assert.Equal("events are unavailable", problem.Message);
        Assert.Null(problem.InnerException);
    }

    [Fact]
    public async Task GroupCommit_WithABadItem_FailsThatOneAlone()
    {
        using var queue = Open();
        var good = Enumerable.Range(0, 50).Select(n => queue.AppendAsync(Event($"{n}"))).ToList();
        var bad = queue.AppendAsync(Event("bad") with { DeduplicationId = "x", Remembered = TimeSpan.MaxValue });
        good.AddRange(Enumerable.Range(50, 50).Select(n => queue.AppendAsync(Event($"{n}"))));
        await Task.WhenAll(good);
        await Assert.ThrowsAsync<EventsUnavailableException>(() => bad);
        Assert.Equal(100, (await TakeAllAsync(queue)).Select(Text).Distinct().Count());
    }

    [Fact]
    public async Task Ids_AreRandom_NotACount()
    {
        using var queue = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => queue.AppendAsync(Event($"{n}"))));
        var ids = (await TakeAllAsync(queue)).ConvertAll(record => record.Id);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.NotEqual(ids, ids.Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task Kill_AtAnyInstant_LosesNothingAcknowledged()
    {
        var acknowledged = new HashSet<string>();
        for (var round = 0; round < 5; round++)
        {
            using var victim = Process.Start(new ProcessStartInfo("dotnet", [typeof(EventQueueTests).Assembly.Location, "queue", _folder.Path])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            var many = Random.Shared.Next(1, 300);
            while (many-- > 0 && await victim.StandardOutput.ReadLineAsync() is { } line)
            {
                Assert.True(acknowledged.Add(line));
            }

            victim.Kill();
            while (await victim.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledged.Add(line);
            }

            await victim.WaitForExitAsync();
        }

        // A line cut short by the kill is no acknowledgement.
        acknowledged.RemoveWhere(line => line.Split('-') is not [{ Length: 32 }, _, _]);
        using var queue = EventQueue.Open(_folder.Path, new EventQueueOptions { ConcurrencyPerLabel = int.MaxValue }, TimeProvider.System);
        var kept = new HashSet<string>();
        while (queue.Lanes.TryTake(DateTimeOffset.MaxValue, out var record))
        {
            kept.Add(Encoding.UTF8.GetString((await queue.ClaimAsync(record))!.Payload.Span));
        }

        Assert.NotEmpty(acknowledged);
        Assert.Empty(acknowledged.Where(line => !kept.Contains(line) && !kept.Any(other => other.StartsWith(line, StringComparison.Ordinal))));
    }

    private static string Text(ClaimedRecord record) => $"{record.Function} {Encoding.UTF8.GetString(record.Payload.Span)}";

    private EventQueue Open() => EventQueue.Open(_folder.Path, new EventQueueOptions { ConcurrencyPerLabel = 1_000 }, _time);

    private NewEvent Event(string payload) => new("e", "low", ["f"], Encoding.UTF8.GetBytes(payload), _time.GetUtcNow(), DeduplicationId: null);

    private async Task<List<ClaimedRecord>> TakeAllAsync(EventQueue queue)
    {
        var taken = new List<ClaimedRecord>();
        while (queue.Lanes.TryTake(_time.GetUtcNow(), out var record))
        {
            taken.Add((await queue.ClaimAsync(record))!);
            queue.Lanes.Finish(record);
        }

        return taken;
    }
}
