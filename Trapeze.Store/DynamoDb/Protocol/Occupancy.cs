using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Knows which sources need not be looked at yet, because whoever writes there first says so and waits for a lease.</summary>
/// <remarks>
/// A label asks at most once in a lease for the sources that it looks at and that are not known to be used. That a source is not used is relied
/// on only by operations that begin within a lease of the question; its first writer leaves a note, waits for longer than that, and
/// only then writes. Who has waited notes it for its own label alone: no label learns, or waits for, what another has done.
/// </remarks>
internal sealed class Occupancy(IPhysicalTable physical, IProtocolClock clock, long lease)
{
    private const string Used = "used";

    /// <summary>The sources that a label has to look at now.</summary>
    internal ValueTask<ImmutableArray<Source>> OfAsync(SourceSet sources)
    {
        var known = sources.Known;
        return lease == 0 || sources.IsEverything ? new(sources.All)
            : known is not null && (known.IsAll || IsWithinLease(known)) ? new(known.Sources)
            : AskAsync(sources, known);
    }

    /// <summary>Ends when others look at what a label is about to write.</summary>
    internal ValueTask AnnounceAsync(FilingSources sources) => lease == 0 || sources.IsReady ? default : new(FirstAsync(sources));

    // By both clocks: one stands still while a process is frozen, the other may be set.
    private bool IsWithinLease(Occupied known) =>
        clock.Now - known.AskedAt is var wall && wall >= 0 && wall < lease && clock.Tick - known.AskedAtTick < lease;

    private async ValueTask<ImmutableArray<Source>> AskAsync(SourceSet sources, Occupied? known)
    {
        var (askedAt, askedAtTick) = (clock.Now, clock.Tick);
        var unknown = sources.All.Where(source => source.IsSkippable && known?.Sources.Contains(source) != true).ToList();
        var notes = unknown.Count == 0 ? [] : await physical.ReadNotesAsync([.. unknown.Select(source => source.Id)]);
        var unused = unknown.Where((_, at) => notes[at] is null).ToHashSet();
        var occupied = new Occupied([.. sources.All.Where(source => !unused.Contains(source))], unused.Count == 0, askedAt, askedAtTick);
        sources.Known = occupied;
        return occupied.Sources;
    }

    private async Task FirstAsync(FilingSources sources)
    {
        if ((await physical.ReadNotesAsync([sources.Ready]))[0] is null)
        {
            foreach (var source in sources.Announced)
            {
                await physical.LeaveNoteAsync(source.Id, Used);
            }

            await clock.PauseAsync(lease + (2 * clock.Uncertainty) + 1);
            await physical.LeaveNoteAsync(sources.Ready, Used);
        }

        sources.IsReady = true;
    }
}
