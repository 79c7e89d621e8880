namespace Trapeze.Evidence.Properties;

/// <summary>
/// Whole runs, compared only by what the observer has of them at the end: all that he got, in its order, and all that he can look at. On each side hidden activations
/// crash, hang, start others or never run at all, as they please; nothing is released.
/// </summary>
public sealed class EndToEnd : TapeLevel
{
    private const int LongestRun = 24;
    private const int MostHidden = 3;

    /// <inheritdoc/>
    public override string Name => "end to end";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.Draw(tape, releases: false);
        var schedule = new int[4 + tape.Next(LongestRun - 3)];
        for (var turn = 0; turn < schedule.Length; turn++)
        {
            schedule[turn] = tape.Next(32);
        }

        var left = new SoloRun(scene, scene.Left, tally);
        var right = new SoloRun(scene, scene.Right, tally);
        left.Play(schedule, tape, tape.Next(MostHidden + 1));
        right.Play(schedule, tape, tape.Next(MostHidden + 1));
        tally.Traces++;
        tally.Case(scene.HasSecret, left.MadeHiddenStep || right.MadeHiddenStep);
        return left.Got.SequenceEqual(right.Got) && scene.Observer.FindsEqual(left.State, right.State)
            ? null
            : $"{Story.Of(scene)}\none state:\n{Story.Of(scene, scene.Left)}\nthe other:\n{Story.Of(scene, scene.Right)}\nschedule: {string.Join(' ', schedule)}\n"
                + $"in the one run he got {left.Told()}, at the end\n{Story.Of(scene, left.State)}\nin the other {right.Told()}, at the end\n{Story.Of(scene, right.State)}";
    }
}
