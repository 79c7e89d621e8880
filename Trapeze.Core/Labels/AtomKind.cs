namespace Trapeze.Core.Labels;

/// <summary>What a policy declares under one name: a single atom, or a family with one atom per parameter value.</summary>
/// <remarks>semantics §1.</remarks>
public sealed class AtomKind
{
    internal AtomKind(LabelOrder order, int index, string name, string? parameter)
    {
        Order = order;
        Index = index;
        Name = name;
        Parameter = parameter;
    }

    /// <summary>The order that declares this kind.</summary>
    public LabelOrder Order { get; }

    /// <summary>The declared name, such as <c>owner</c> or <c>client</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the family's parameter, such as <c>id</c> in <c>client(id)</c>; <see langword="null"/> for a single atom.</summary>
    public string? Parameter { get; }

    /// <summary>Whether this is a family.</summary>
    public bool IsFamily => Parameter is not null;

    internal int Index { get; }

    /// <summary>The name, with its parameter's name if it is a family.</summary>
    public override string ToString() => Parameter is null ? Name : $"{Name}({Parameter})";
}
