using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>How far a writer saw: for sources their positions, 0 for those that are not mentioned.</summary>
internal sealed class Basis
{
    private readonly ImmutableArray<(string Source, long Position)> _seen;

    internal Basis(ImmutableArray<(string Source, long Position)> seen) => _seen = seen;

    internal static Basis Empty { get; } = new([]);

    internal ImmutableArray<(string Source, long Position)> Seen => _seen;

    internal long this[string source]
    {
        get
        {
            foreach (var (at, position) in _seen)
            {
                if (at == source)
                {
                    return position;
                }
            }

            return 0;
        }
    }

    internal Basis With(string source, long position) => new([.. _seen.Where(each => each.Source != source), (source, position)]);

    public override string ToString() => string.Join(", ", _seen.Select(each => $"{each.Source} {each.Position}"));
}
