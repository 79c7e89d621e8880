namespace Trapeze.Core.Labels;

/// <summary>The formula of one member of a family, looked up by the characters of its parameter.</summary>
internal readonly ref struct AtomKey : IInternKey<Formula>
{
    private readonly AtomKind _kind;
    private readonly ReadOnlySpan<char> _parameter;
    private readonly string? _text;

    internal AtomKey(AtomKind kind, string parameter)
        : this(kind, parameter.AsSpan()) => _text = parameter;

    internal AtomKey(AtomKind kind, ReadOnlySpan<char> parameter)
    {
        _kind = kind;
        _parameter = parameter;
        Hash = Atom.HashOf(kind, parameter);
    }

    public int Hash { get; }

    public bool Matches(Formula candidate) => candidate.IsExactly(_kind, _parameter);

    public Formula Create() => new(_kind.Order, new Atom(_kind, _text ?? new string(_parameter)));
}
