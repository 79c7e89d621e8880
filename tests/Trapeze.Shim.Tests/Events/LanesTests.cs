using FsCheck.Fluent;
using Trapeze.Shim.Events;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Events;

public sealed class LanesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryTake_ManyOfOneLabelFirst_ServesTheOtherLabelNext()
    {
        var lanes = new Lanes(concurrencyPerLabel: 100);
        lanes.Add([.. Enumerable.Range(0, 1_000).Select(n => new PendingRecord(n, "high", Start))]);
        lanes.Add([new PendingRecord(1_000, "low", Start)]);
        Assert.Contains("low", Take(lanes, 2).Select(record => record.Label));
    }

    [Fact]
    public void TryTake_OneLabelAtItsBound_KeepsServingTheOther()
    {
        var lanes = new Lanes(concurrencyPerLabel: 2);
        lanes.Add([.. Enumerable.Range(0, 10).Select(n => new PendingRecord(n, "high", Start))]);
        lanes.Add([.. Enumerable.Range(10, 10).Select(n => new PendingRecord(n, "low", Start))]);
        var taken = Take(lanes, 4);
        Assert.Equal(2, taken.Count(record => string.Equals(record.Label, "high", StringComparison.Ordinal)));
        Assert.False(lanes.TryTake(Start, out _));
        lanes.Finish(taken.First(record => string.Equals(record.Label, "low", StringComparison.Ordinal)));
        Assert.Equal("low", Take(lanes, 1)[0].Label);
        Assert.False(lanes.TryTake(Start, out _));
    }

    [Fact]
    public void TryTake_BeforeItIsDue_TakesNothing()
    {
        var lanes = new Lanes(1);
        lanes.Add([new PendingRecord(1, "a", Start.AddSeconds(10))]);
        Assert.False(lanes.TryTake(Start.AddSeconds(9), out _));
        Assert.Equal(Start.AddSeconds(10), lanes.NextDue());
        Assert.True(lanes.TryTake(Start.AddSeconds(10), out _));
    }

    [Fact]
    public void Finish_OfTheLast_ForgetsTheLane()
    {
        var lanes = new Lanes(1);
        lanes.Add([new PendingRecord(1, "a", Start)]);
        lanes.Finish(Take(lanes, 1)[0]);
        Assert.Equal(0, lanes.Count);
    }

    // Steps: a non-negative number adds a record of label n % 3 due after n / 3 s; -1 lets a second pass; -2 takes; -3 finishes.
    [Fact]
    public void Lanes_WhateverHappens_DeliverEachOnceInDueOrderWithinTheBound() =>
        Law.Holds(Gen.ListOf(Gen.Choose(-3, 12)), steps =>
        {
            const int bound = 2;
            var lanes = new Lanes(bound);
            var now = Start;
            var waiting = new List<PendingRecord>();
            var running = new List<PendingRecord>();
            foreach (var (step, row) in steps.Select((step, row) => (step, row)))
            {
                switch (step)
                {
                    case -1:
                        now = now.AddSeconds(1);
                        break;
                    case -2:
                        var takeable = waiting.Where(record => record.Due <= now && running.Count(other => Same(other, record)) < bound).ToList();
                        if (!lanes.TryTake(now, out var taken))
                        {
                            Assert.Empty(takeable);
                            break;
                        }

                        Assert.Contains(taken, takeable);
                        Assert.Equal(takeable.Where(record => Same(record, taken)).OrderBy(record => record.Due).ThenBy(record => record.Row).First(), taken);
                        waiting.Remove(taken);
                        running.Add(taken);
                        break;
                    case -3 when running.Count > 0:
                        lanes.Finish(running[0]);
                        running.RemoveAt(0);
                        break;
                    case >= 0:
                        var added = new PendingRecord(row, $"label{step % 3}", Start.AddSeconds(step / 3));
                        lanes.Add([added]);
                        waiting.Add(added);
                        break;
                }
            }
        });

    private static bool Same(PendingRecord one, PendingRecord other) => string.Equals(one.Label, other.Label, StringComparison.Ordinal);

    private static List<PendingRecord> Take(Lanes lanes, int count)
    {
        var taken = new List<PendingRecord>();
        for (var i = 0; i < count; i++)
        {
            Assert.True(lanes.TryTake(Start, out var record));
            taken.Add(record);
        }

        return taken;
    }
}
