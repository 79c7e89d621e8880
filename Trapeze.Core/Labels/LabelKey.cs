namespace Trapeze.Core.Labels;

/// <summary>The label of a secrecy for which somebody vouches.</summary>
internal readonly struct LabelKey(Formula secrecy, Formula integrity) : IInternKey<Label>
{
    public int Hash => HashCode.Combine(secrecy, integrity);

    public bool Matches(Label candidate) => ReferenceEquals(candidate.Secrecy, secrecy) && ReferenceEquals(candidate.Integrity, integrity);

    public Label Create() => new(secrecy, integrity);
}
