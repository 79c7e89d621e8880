using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Draws policies: functions with random code and clearances, channels, declassifiers.</summary>
internal sealed class PolicyDraw(Tape tape, Palette palette, bool releases, bool vouched)
{
    private const int Longest = 6;
    private static readonly Sinks[] SinkChoices = [Sinks.Channel | Sinks.Table | Sinks.Event, Sinks.Table, Sinks.Channel, Sinks.Event];

    public ReferenceMachine.Policy Draw(int keys)
    {
        var functions = 1 + tape.Next(3);
        ImmutableArray<Channel> channels = [.. Many(1 + tape.Next(3), () => new Channel(Any(), tape.Chance(60) ? palette.Labels[0] : Any()))];
        ImmutableArray<Declassifier> declassifiers = [.. Many(1 + tape.Next(2), () => new Declassifier(
            tape.Next(functions),
            tape.Chance(70) ? palette.Order.Highest : Any(),
            Any(),
            Integrity(),
            releases ? tape.Pick(SinkChoices) : Sinks.None))];
        var code = new CodeDraw(tape, palette, keys, functions, channels.Length, declassifiers);
        return new ReferenceMachine.Policy(
            palette.Order,
            [.. Enumerable.Range(0, functions).Select(function => new Function(code.Draw(function, 1 + tape.Next(Longest)), Clearance()))],
            channels,
            declassifiers);
    }

    private static T[] Many<T>(int count, Func<T> draw)
    {
        var drawn = new T[count];
        for (var index = 0; index < count; index++)
        {
            drawn[index] = draw();
        }

        return drawn;
    }

    // Where integrity is the question, seldom none.
    private ulong Integrity()
    {
        var asked = vouched ? palette.Labels.Select(label => label.Integrity).Where(formula => formula != palette.Order.Everywhere).ToArray() : [];
        return asked.Length > 0 && tape.Chance(90) ? tape.Pick(asked)
            : tape.Chance(60) ? Any().Integrity
            : palette.Order.Everywhere;
    }

    private Label? Clearance() => tape.Next(6) switch
    {
        0 => null,
        1 or 2 => Any(),
        _ => palette.Order.Highest,
    };

    private Label Any() => tape.Pick(palette.Labels);
}
