using System.Collections.Immutable;
using Trapeze.Evidence.Properties;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>The labels that everything small carries, and everybody who sees some of them and not others.</summary>
public sealed record World(string Name, Order Order, ImmutableArray<Label> Labels, ImmutableArray<Label> Observers)
{
    /// <summary>Four secrets in a diamond; below its top there is also he who sees both sides of it.</summary>
    public static World Diamond { get; } = Secrets();

    /// <summary>Two secrets, each vouched for or not: what is not vouched for is above what is.</summary>
    public static World Vouched { get; } = WithIntegrity();

    private static World Secrets()
    {
        var order = Orders.Diamond;
        ImmutableArray<Label> labels = [order.Secret("public"), order.Secret("a"), order.Secret("b"), order.Secret("owner")];
        return new World("diamond", order, labels, [labels[0], labels[1], labels[2], labels[1].Join(labels[2])]);
    }

    private static World WithIntegrity()
    {
        var order = Orders.Two;
        var (low, high) = (order.Atom("low"), order.Atom("high"));
        ImmutableArray<Label> labels = [new(low, high), new(low, order.Everywhere), new(high, high), new(high, order.Everywhere)];
        return new World("vouched", order, labels, [labels[0], labels[1], labels[2]]);
    }
}
