using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Does what was decided: entries of indexes, then the own cells at one instant, then the copies above.</summary>
internal sealed class Commits(IPhysicalTable physical, IProtocolClock clock)
{
    private readonly CellPuts _cells = new(physical, clock);
    private readonly FacetEntries _entries = new(physical);
    private readonly Deliveries _deliveries = new(physical, clock, new FacetEntries(physical));

    /// <summary>Does all of it, or nothing if an own cell does not hold what it has to.</summary>
    /// <param name="drafts">At least one has a facet.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="PhysicalException">It is not known whether it was, or whether it got to everyone who may see it.</exception>
    internal async ValueTask<bool> TryAsync(IReadOnlyList<Draft> drafts)
    {
        var made = drafts.Where(draft => draft.Facet is not null).ToList();
        await Task.WhenAll(made.Select(draft => _entries.AddAsync(draft).AsTask()));
        var outcome = await _cells.PutAsync([.. drafts.Select(draft => new CellWrite(draft.Cell, draft.Facet, draft.Guard))]);
        if (outcome == StepOutcome.Unknown)
        {
            throw new PhysicalException("it is not known whether a write was done");
        }

        if (outcome == StepOutcome.Refused)
        {
            await Task.WhenAll(made.Select(draft => _entries.RemoveAsync(draft).AsTask()));
            return false;
        }

        await Task.WhenAll(made.Select(FollowAsync));
        return true;
    }

    private async Task FollowAsync(Draft draft)
    {
        await Task.WhenAll(_deliveries.FileAsync(draft), _entries.RemoveReplacedAsync(draft).AsTask());
        if (draft.Files.IsTangled)
        {
            await clock.WaitBehindAsync(draft.Facet!.Number + (2 * clock.Uncertainty));
        }
    }
}
