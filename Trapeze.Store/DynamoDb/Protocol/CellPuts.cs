using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Puts facets into cells of one label, and finds out what became of it.</summary>
/// <remarks>What has no known outcome is not made again before it is known that it was not done.</remarks>
internal sealed class CellPuts(IPhysicalTable physical, IProtocolClock clock)
{
    private const int MostTries = 8;

    /// <summary>Puts one facet, or several at one instant.</summary>
    /// <param name="writes">What is put, and what the cells have to hold; at least one puts a facet.</param>
    internal async ValueTask<StepOutcome> PutAsync(IReadOnlyList<CellWrite> writes)
    {
        var first = writes.First(write => write.Facet is not null);
        var isUnsure = false;
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (clock.Now > first.Facet!.Number + FacetMaker.LongestToCell)
            {
                // Others will soon take it for one that is never done. It begins again, if it is known that it was not.
                return isUnsure ? StepOutcome.Unknown : StepOutcome.Refused;
            }

            var outcome = await (writes.Count == 1 ? physical.PutAsync(first.Cell, first.Facet, first.Guard) : physical.PutAllAsync(writes));
            if (outcome == StepOutcome.Done || (outcome == StepOutcome.Refused && !isUnsure))
            {
                return outcome;
            }

            if (outcome != StepOutcome.TurnedAway)
            {
                // One tells for all: they are put at one instant.
                isUnsure = true;
                var now = await physical.GetAsync(first.Cell);
                if (now?.Was(first.Facet.Uid) == true)
                {
                    return StepOutcome.Done;
                }

                if (!first.Guard.Holds(now))
                {
                    // Another has come since: after this one, or before it could.
                    return StepOutcome.Unknown;
                }

                if (outcome == StepOutcome.Refused && writes.Count > 1)
                {
                    // Another cell has moved on, and does not come back: no earlier attempt was done, and none can be any more.
                    return StepOutcome.Refused;
                }
            }

            await clock.BackOffAsync(attempt);
        }

        return StepOutcome.Unknown;
    }
}
