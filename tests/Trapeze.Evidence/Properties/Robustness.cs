using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>
/// What lacks a declassifier's integrity decides nothing about what it releases: states that agree in what has it release alike, and no step of what has it not
/// releases through it.
/// </summary>
public sealed class Robustness : TapeLevel
{
    private const int MostRounds = 5;
    private const int Watched = 0;

    /// <inheritdoc/>
    public override string Name => "robustness";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.DrawRobust(tape);
        var unwinding = new Unwinding(scene, tally);
        var (left, right) = (scene.Left, scene.Right);
        var next = new List<(State Left, State Right)>();
        string? wrong = null;
        for (var rounds = 1 + tape.Next(MostRounds); rounds > 0; rounds--)
        {
            wrong = Unvouched(scene, left) ?? Unvouched(scene, right);
            next.Clear();
            unwinding.EveryStep(left, right, next);
            wrong ??= unwinding.Difference;
            if (wrong is not null || next.Count == 0)
            {
                break;
            }

            (left, right) = next[tape.Next(next.Count)];
        }

        tally.Case(scene.HasSecret, unwinding.MadeHiddenStep);
        return wrong;
    }

    // That what both sides see releases alike is for the unwinding to say; here, what may release at all.
    private static string? Unvouched(Scene scene, State state)
    {
        for (var choice = 0; choice < state.Activations.Length; choice++)
        {
            if (scene.Machine.Step(state, choice).Release is not { } release)
            {
                continue;
            }

            var wrong = release.Declassifier == Watched && !scene.Observer.Sees(state.Activations[choice].Label) ? "what lacks the integrity releases"
                : release.Value is not (0 or 1) ? "more than one bit is released"
                : null;
            if (wrong is not null)
            {
                return $"{Story.Of(scene)}\nstate:\n{Story.Of(scene, state)}\nstep: {Story.Of(scene, state, choice)}\n{wrong}: {release}";
            }
        }

        return null;
    }
}
