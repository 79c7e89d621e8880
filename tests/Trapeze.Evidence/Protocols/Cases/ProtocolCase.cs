using Trapeze.Evidence.Histories.Orders;

namespace Trapeze.Evidence.Protocols.Cases;

/// <summary>What happens at once on one key.</summary>
internal sealed record ProtocolCase(string Name, Shape Shape, params CaseClient[] Clients)
{
    /// <summary>How many writes go wrong at most.</summary>
    public int Faults { get; init; }

    /// <summary>How many clients die at most.</summary>
    public int Crashes { get; init; }

    /// <summary>How far clocks may be off, in steps.</summary>
    public int Uncertainty { get; init; } = 3;

    /// <summary>How often time passes while nobody does anything.</summary>
    public int Jumps { get; init; }

    /// <summary>The lease in steps, if the first writers have still to announce themselves; otherwise all have.</summary>
    public int? Lease { get; init; }

    /// <summary>How many random schedules are tried; all of them, if it is not given.</summary>
    public int? Sample { get; init; }

    /// <summary>Whose step each of the first ones is, a digit a step; the others are anyone's.</summary>
    public string Course { get; init; } = "";

    /// <summary>How many keys there are.</summary>
    public int Keys => Clients.Any(client => client.Deeds.Any(deed => deed.IsOnAll || deed.Key > 0)) ? 2 : 1;

    /// <summary>Whether VIEW holds of all keys together.</summary>
    public bool IsJoint { get; init; }

    /// <summary>Whether the table has an index, of the values.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether all labels find the same in the end, whatever was lost on its way.</summary>
    public bool Agrees { get; init; }

    /// <summary>Whether somebody goes through the table and takes away what is superseded.</summary>
    public bool Sweeps => Clients.Any(client => client.Deeds.Any(deed => deed.Sweeps));

    /// <summary>Whether there is anything to take away for who does: what is on its way is left alone.</summary>
    public bool Rests => Clients.Any(client => client.Deeds.Any(deed => deed.Rests));

    public IReadOnlyList<int> Labels => [.. Clients.Select(client => client.Label).Distinct()];

    public override string ToString() => $"{Name}, labels of `{Shape.Name}`{(Faults > 0 ? $", {Faults} faults" : "")}{(Crashes > 0 ? $", {Crashes} crashes" : "")}: {string.Join(" | ", Clients.AsEnumerable())}";
}
