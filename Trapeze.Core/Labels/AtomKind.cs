namespace Trapeze.Core.Labels;

/// <summary>What a policy declares under one name: a single atom, or a family with one atom per parameter value.</summary>
/// <remarks>semantics §1.</remarks>
public sealed class AtomKind
{
    private readonly ulong[] _every;
    private readonly ulong[] _same;

    internal AtomKind(LabelOrder order, int index, int rank, string name, string? parameter)
    {
        Order = order;
        Index = index;
        Rank = rank;
        _every = order.Closure.EveryRow(rank);
        _same = order.Closure.SameRow(rank);
        Name = name;
        Parameter = parameter;
        Own = parameter is null ? new Formula(order, new Atom(this, parameter: null)) : null;
    }

    /// <summary>The order that declares this kind.</summary>
    public LabelOrder Order { get; }

    /// <summary>The declared name, such as <c>owner</c> or <c>client</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the family's parameter, such as <c>id</c> in <c>client(id)</c>; <see langword="null"/> for a single atom.</summary>
    public string? Parameter { get; }

    /// <summary>Whether this is a family.</summary>
    public bool IsFamily => Parameter is not null;

    /// <summary>The place in the declaration.</summary>
    internal int Index { get; }

    /// <summary>The place in the closure: above every kind that is below this one.</summary>
    internal int Rank { get; }

    /// <summary>The formula of a single atom, which lives as long as the order; <see langword="null"/> for a family.</summary>
    internal Formula? Own { get; }

    /// <summary>Whether every atom of this kind is below every one of another.</summary>
    internal bool IsBelowEvery(AtomKind other) => KindClosure.Has(_every, other.Rank);

    /// <summary>Whether every atom of this kind is below the one with its parameter of another.</summary>
    internal bool IsBelowSame(AtomKind other) => KindClosure.Has(_same, other.Rank);

    /// <summary>The name, with its parameter's name if it is a family.</summary>
    public override string ToString() => Parameter is null ? Name : $"{Name}({Parameter})";
}
