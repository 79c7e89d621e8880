using Trapeze.Core.Labels;

namespace Trapeze.Core.Facets;

/// <summary>One label's word on a key: a value, or that there is none any more.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <remarks>semantics §3. Not a record: it carries what may be secret, so its text shows no value.</remarks>
public sealed class Facet<T>
{
    private Facet(Label label, bool isTombstone, T? value)
    {
        Label = label;
        IsTombstone = isTombstone;
        Value = value;
    }

    /// <summary>The label of the activation that wrote it.</summary>
    public Label Label { get; }

    /// <summary>Whether this says that the key was deleted.</summary>
    public bool IsTombstone { get; }

    /// <summary>The value; the type's default for a tombstone.</summary>
    public T? Value { get; }

    internal static Facet<T> Of(T value, Label label) => new(label, isTombstone: false, value);

    internal static Facet<T> Tombstone(Label label) => new(label, isTombstone: true, default);

    /// <summary>The kind of facet, without its value.</summary>
    public override string ToString() => IsTombstone ? "tombstone" : "facet";
}
