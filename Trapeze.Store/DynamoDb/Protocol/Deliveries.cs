using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Files a facet that is in its cell at the inboxes above.</summary>
/// <remarks>A copy is delivered blindly: it arrives, or is dead where it would have arrived; its writer is not told which.</remarks>
internal sealed class Deliveries(IPhysicalTable physical, IProtocolClock clock, FacetEntries entries)
{
    private const int MostTries = 8;

    /// <summary>Files a facet at each inbox, and at all of them at once.</summary>
    /// <exception cref="PhysicalException">It is not known whether it got everywhere.</exception>
    internal async Task FileAsync(Draft draft)
    {
        if (draft.Files.Inboxes.IsEmpty)
        {
            return;
        }

        var facet = draft.Facet!;
        var guard = new InboxGuard(facet.Origin, facet.Number, draft.Looked is null ? [] :
            [.. draft.Looked.All.Where(source => source.Id != facet.Origin).Select(source => (source.Id, facet.Basis[source.Id]))]);
        var outcomes = await Task.WhenAll(draft.Files.Inboxes.Select(inbox => DeliverAsync(draft, inbox, guard)));
        if (!outcomes.All(outcome => outcome is StepOutcome.Done or StepOutcome.Refused))
        {
            throw new PhysicalException("it is not known whether a write has got to everyone who may see it");
        }
    }

    private async Task<StepOutcome> DeliverAsync(Draft draft, Source inbox, InboxGuard guard)
    {
        var at = KeyLayout.Of(inbox, draft.Key.Key, KeyLayout.ShardOf(draft.Key.Key));
        // Not after an unknown outcome: what was delivered, and has been followed by another since, would come back.
        for (var attempt = 0; clock.Now <= draft.Facet!.Number + FacetMaker.LongestToInbox; attempt++)
        {
            var (outcome, before) = await physical.DeliverAsync(at, draft.Facet, guard, tells: !draft.Table.Indexes.IsEmpty);
            if (outcome is StepOutcome.Done or StepOutcome.Refused)
            {
                // A sweep may have delivered it, if the writer has been slow: then its entry is needed.
                await entries.RemoveUnseenAsync(draft, inbox, outcome == StepOutcome.Done ? before : before?.Uid == draft.Facet.Uid ? null : draft.Facet);
            }

            if (outcome != StepOutcome.TurnedAway || attempt == MostTries)
            {
                return outcome;
            }

            await clock.BackOffAsync(attempt);
        }

        return StepOutcome.Unknown;
    }
}
