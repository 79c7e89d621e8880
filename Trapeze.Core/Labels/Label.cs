namespace Trapeze.Core.Labels;

/// <summary>What data may do: whom it must be kept from (secrecy) and who vouches for it (integrity).</summary>
/// <remarks>
/// semantics §1; DC labels (Stefan, Russo, Mazières, Mitchell 2011). (S, I) ⊑ (S', I') iff S ⊑ S' and I' ⊑ I.
/// Integrity ⊥ says that nobody vouches; a policy that does not speak of integrity has no other. Interned: equal labels are one object, as
/// long as anyone holds it.
/// </remarks>
public sealed class Label : IEquatable<Label>
{
    internal Label(Formula secrecy, Formula integrity)
    {
        Secrecy = secrecy;
        Integrity = integrity;
    }

    /// <summary>Who may learn: data flows only to readers at or above this formula.</summary>
    public Formula Secrecy { get; }

    /// <summary>Who vouches: data flows only where this formula or a lower one is asked for.</summary>
    public Formula Integrity { get; }

    /// <summary>The order that the atoms come from.</summary>
    public LabelOrder Order => Secrecy.Order;

    /// <summary>Whether data of this label may flow to <paramref name="other"/> (⊑).</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    public bool FlowsTo(Label other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (ReferenceEquals(Secrecy, other.Secrecy) || Secrecy.IsBelow(other.Secrecy))
            && (ReferenceEquals(Integrity, other.Integrity) || other.Integrity.IsBelow(Integrity));
    }

    /// <summary>The least label above both (⊔): the label of data made from both.</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    /// <exception cref="LabelTooLargeException">The result would not fit <see cref="LabelOrder.MaxFormulaLength"/>.</exception>
    public Label Join(Label other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Order.Label(Secrecy.Join(other.Secrecy), Integrity.Meet(other.Integrity));
    }

    /// <summary>The greatest label below both (⊓).</summary>
    /// <exception cref="ArgumentException"><paramref name="other"/> belongs to another order.</exception>
    /// <exception cref="LabelTooLargeException">The result would not fit <see cref="LabelOrder.MaxFormulaLength"/>.</exception>
    public Label Meet(Label other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Order.Label(Secrecy.Meet(other.Secrecy), Integrity.Join(other.Integrity));
    }

    /// <summary>This label with another integrity.</summary>
    /// <exception cref="ArgumentException"><paramref name="integrity"/> belongs to another order.</exception>
    public Label WithIntegrity(Formula integrity) => Order.Label(Secrecy, integrity);

    /// <inheritdoc/>
    public bool Equals(Label? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Secrecy, Integrity);

    /// <summary>The canonical text, which <see cref="LabelOrder.Parse"/> reads back: what is stored and sent.</summary>
    public override string ToString() => LabelText.Format(this);
}
