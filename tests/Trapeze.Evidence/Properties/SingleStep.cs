using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>From two states equal for an observer, every single step leaves them so; the states are arbitrary, and then those that steps lead to.</summary>
public sealed class SingleStep : TapeLevel
{
    private const int MostRounds = 5;

    /// <inheritdoc/>
    public override string Name => "single step";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally) => Walk(Scene.Draw(tape), tape, tally);

    private static string? Walk(Scene scene, Tape tape, Tally tally)
    {
        var unwinding = new Unwinding(scene, tally);
        var (left, right) = (scene.Left, scene.Right);
        var next = new List<(State Left, State Right)>();
        for (var rounds = 1 + tape.Next(MostRounds); rounds > 0; rounds--)
        {
            next.Clear();
            unwinding.EveryStep(left, right, next);
            if (unwinding.Difference is not null || next.Count == 0)
            {
                break;
            }

            (left, right) = next[tape.Next(next.Count)];
        }

        tally.Case(scene.HasSecret, unwinding.MadeHiddenStep);
        return unwinding.Difference;
    }
}
