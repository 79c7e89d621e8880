using System.Collections.Immutable;
using Trapeze.Evidence.Histories.Checking;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Protocols;

/// <summary>All keys' facets together, which a transaction reads and writes in one step.</summary>
internal sealed class JointState(ImmutableArray<FacetState> keys) : IEquatable<JointState>
{
    public static JointState Of(int keys) => new([.. Enumerable.Repeat(FacetState.Empty, keys)]);

    /// <summary>The state after a step, if it can have told what it told.</summary>
    /// <param name="shape">Which label flows to which.</param>
    /// <param name="parts">The step's operations, each on a key of its own.</param>
    /// <param name="isBlind">Whether what it saw is not asked about.</param>
    public JointState? After(Shape shape, IReadOnlyList<Operation> parts, bool isBlind)
    {
        if (parts[0].Outcome == Outcome.Refused)
        {
            var views = parts.Select(part => (Part: part, View: keys[part.Key].Get(shape, part.Label))).ToList();
            return views.TrueForAll(each => each.Part.Old is not { } old || old.Matches(each.View)) && views.Exists(each => !Specification.Holds(each.Part, each.View)) ? this : null;
        }

        var after = keys;
        foreach (var part in parts)
        {
            if (Specification.Apply(shape, keys[part.Key], part, isBlind) is not { } next)
            {
                return null;
            }

            after = after.SetItem(part.Key, next);
        }

        return new(after);
    }

    public bool Equals(JointState? other) => other is not null && keys.SequenceEqual(other.Keys);

    public override bool Equals(object? obj) => Equals(obj as JointState);

    public override int GetHashCode() => keys.Aggregate(0, (hash, key) => HashCode.Combine(hash, key));

    private ImmutableArray<FacetState> Keys => keys;
}
