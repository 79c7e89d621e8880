using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What an inbox has to hold for a copy to be put there: nothing that is newer than the copy to its own writer.</summary>
/// <param name="Origin">The copy's own cell.</param>
/// <param name="Number">The copy's number there: what knows of it, or of a later one, stays.</param>
/// <param name="Seen">For every other source that the copy's writer looks at, how far it saw: what saw further stays.</param>
/// <param name="IsFirst">Whether nothing of another cell may be there, too.</param>
internal sealed record InboxGuard(string Origin, long Number, ImmutableArray<(string Source, long Position)> Seen, bool IsFirst = false)
{
    /// <summary>Whether the guard holds for what is there.</summary>
    internal bool Holds(StoredFacet? facet) => facet is null
        || (facet.Basis[Origin] < Number && Seen.All(each => facet.Basis[each.Source] <= each.Position) && (!IsFirst || facet.Origin == Origin));
}
