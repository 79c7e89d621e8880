using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Two runs from states equal for an observer, one schedule for what he sees, and on each side another one for what he does not: compared after each step.</summary>
public sealed class Traces : TapeLevel
{
    private const int MostSchedules = 4;
    private const int LongestRun = 24;

    /// <inheritdoc/>
    public override string Name => "traces";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.Draw(tape);
        var unwinding = new Unwinding(scene, tally);
        for (var schedules = 1 + tape.Next(MostSchedules); schedules > 0 && unwinding.Difference is null; schedules--)
        {
            Run(unwinding, scene, tape);
            tally.Traces++;
        }

        tally.Case(scene.HasSecret, unwinding.MadeHiddenStep);
        return unwinding.Difference;
    }

    private static void Run(Unwinding unwinding, Scene scene, Tape tape)
    {
        var (left, right) = (scene.Left, scene.Right);
        for (var length = 4 + tape.Next(LongestRun - 3); length > 0 && unwinding.Difference is null; length--)
        {
            // Whose turn it is: what both show, or what one side hides.
            var turn = tape.Next(4);
            var side = turn == 3 ? right : left;
            if (side.Choices == 0)
            {
                continue;
            }

            var choice = tape.Next(side.Choices);
            if (!unwinding.IsHidden(side, choice))
            {
                (left, right) = (turn == 3 ? Swapped(unwinding.Visible(right, left, choice)) : unwinding.Visible(left, right, choice)) ?? (left, right);
            }
            else if (turn == 3)
            {
                (left, right) = Swapped(unwinding.Hidden(right, left, choice)) ?? (left, right);
            }
            else
            {
                (left, right) = unwinding.Hidden(left, right, choice) ?? (left, right);
            }
        }
    }

    private static (State Left, State Right)? Swapped((State Right, State Left)? pair) => pair is { } both ? (both.Left, both.Right) : null;
}
