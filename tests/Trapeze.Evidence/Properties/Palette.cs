using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>The few labels that one case is about: few, so that they meet.</summary>
public sealed class Palette
{
    private Palette(Order order, ImmutableArray<Label> labels) => (Order, Labels) = (order, labels);

    public Order Order { get; }

    /// <summary>The lowest first and the highest last.</summary>
    public ImmutableArray<Label> Labels { get; }

    /// <summary>Draws an order and its labels: atoms, joins and meets of two, and with integrity as often as asked.</summary>
    public static Palette Draw(Tape tape, int integrityPercent)
    {
        var order = tape.Pick(Orders.All);
        var atoms = order.Atoms.Select(order.Atom).ToArray();
        var integrity = tape.Chance(integrityPercent);
        var labels = new Label[4 + tape.Next(3)];
        labels[0] = order.Public;
        for (var index = 1; index < labels.Length - 1; index++)
        {
            labels[index] = new Label(Formula(), integrity ? Vouched() : order.Everywhere);
        }

        labels[^1] = order.Highest;
        return new Palette(order, [.. labels]);

        ulong Formula()
        {
            var atom = atoms[tape.Next(atoms.Length)];
            return tape.Next(8) switch
            {
                5 or 6 => atom & atoms[tape.Next(atoms.Length)],
                7 => atom | atoms[tape.Next(atoms.Length)],
                _ => atom,
            };
        }

        ulong Vouched() => tape.Next(6) switch
        {
            0 or 1 => order.Everywhere,
            5 => 0,
            _ => Formula(),
        };
    }
}
