namespace Trapeze.Core.Labels;

/// <summary>The formula of canonical clauses that are more than one atom.</summary>
internal readonly struct ClausesKey : IInternKey<Formula>
{
    private readonly LabelOrder _order;
    private readonly Clause[] _canonical;

    internal ClausesKey(LabelOrder order, Clause[] canonical)
    {
        _order = order;
        _canonical = canonical;
        var hash = default(HashCode);
        foreach (var clause in canonical)
        {
            hash.Add(clause);
        }

        Hash = hash.ToHashCode();
    }

    public int Hash { get; }

    public bool Matches(Formula candidate) => candidate.IsExactly(_canonical);

    public Formula Create() => new(_order, _canonical, Hash);
}
