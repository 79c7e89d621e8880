using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Laws that hold however the threads interleave.</summary>
public sealed class RaceTests
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task RaiseAndReply_AtOnce_DecideTheReplyOnce()
    {
        var race = Race(1_000, round => _scene.StartOf(_scene.Alice, reply: _scene.Alice) with { Reply = round });

        await race.RunAsync(
            (activation, reply) => activation.TryReply(reply, it => it.Commit()),
            (activation, _) => activation.TryRaiseLabel(_scene.Owner),
            (activation, reply) => activation.TryReply(reply, it => it.Commit()));

        Assert.All(race.Runs, run =>
        {
            Assert.Equal(1, run.Reply.Commits + run.Reply.Refusals);
            Assert.Same(_scene.Owner, run.Activation.Label);
        });
    }

    [Fact]
    public async Task RaiseCloseAndReply_AtOnce_DecideTheReplyOnce()
    {
        var race = Race(1_000, round => _scene.StartOf(_scene.Alice, reply: _scene.Alice) with { Reply = round });

        await race.RunAsync(
            (activation, reply) => activation.TryReply(reply, it => it.Commit()),
            (activation, _) => activation.TryRaiseLabel(_scene.Owner),
            (activation, reply) => _ = activation.TryCloseReply() ? reply.Close() : 0);

        Assert.All(race.Runs, run => Assert.Equal(1, run.Reply.Commits + run.Reply.Refusals + run.Reply.Closings));
    }

    [Fact]
    public async Task RaiseLabel_ToTwoLabelsAtOnce_TakesOneOfThem()
    {
        var race = Race(1_000, _ => _scene.StartOf(_scene.Public));

        await race.RunAsync(
            (activation, _) => activation.TryRaiseLabel(_scene.Alice),
            (activation, _) => activation.TryRaiseLabel(_scene.Bob));

        var records = _scene.Audit.Records.Where(record => record.Decision.Rule == Rule.RaiseLabel).ToLookup(record => record.Activation);
        Assert.All(race.Runs, run =>
        {
            var raises = records[run.Activation.Id].ToList();
            var taken = Assert.Single(raises, record => record.Decision.IsAllowed);
            Assert.Equal(2, raises.Count);
            Assert.Same(taken.Target, run.Activation.Label);
        });
    }

    [Fact]
    public async Task RaiseLabel_StepByStepAtOnce_NeverFalls()
    {
        var race = Race(1_000, _ => _scene.StartOf(_scene.Public));
        var fell = 0;

        await race.RunAsync(
            (activation, _) => activation.TryRaiseLabel(_scene.Alice),
            (activation, _) => activation.TryRaiseLabel(_scene.Owner),
            (activation, _) =>
            {
                Label[] seen = [activation.Label, activation.Label, activation.Label];
                Interlocked.Add(ref fell, seen[0].FlowsTo(seen[1]) && seen[1].FlowsTo(seen[2]) ? 0 : 1);
            });

        Assert.Equal(0, fell);
        Assert.All(race.Runs, run => Assert.Same(_scene.Owner, run.Activation.Label));
    }

    private Race Race(int rounds, Func<CountingReply, ActivationStart> start) => new(_scene.Monitor, rounds, start);
}
