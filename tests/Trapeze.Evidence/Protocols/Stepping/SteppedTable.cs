using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Stepping;

/// <summary>The physical table as one client's process has it: every step waits for its turn, and may fail.</summary>
/// <param name="world">The table itself.</param>
/// <param name="client">Whose steps they are.</param>
/// <param name="scenery">Knows where anyone ever writes: what nobody writes is read without a step.</param>
internal class SteppedTable(World world, int client, Scenery scenery) : IPhysicalTable
{
    // Of a write: done, and told; done, and not told; neither; later, and not told; turned away.
    private const int Fates = 5;

    // What is asked for is done by then, or never: a request's signature ends, and connections do.
    private const long LongestRequest = 5 * FacetMaker.OnTheWay;

    private static readonly PhysicalKey Between = new("between", [1]);

    private readonly List<string> _requests = [];

    /// <summary>The requests, in order, as far as their makers may know of them.</summary>
    public IReadOnlyList<string> Requests => _requests;

    protected World World => world;

    protected int Client => client;

    public async ValueTask<StoredFacet?> GetAsync(PhysicalKey key)
    {
        _requests.Add($"get {key.Partition}");
        return await ReadAsync(key);
    }

    public async ValueTask<StoredFacet?[]> GetAsync(IReadOnlyList<PhysicalKey> keys)
    {
        _requests.Add($"get {string.Join(", ", keys.Select(key => key.Partition))}");
        return await Task.WhenAll(keys.Select(ReadAsync));
    }

    public virtual ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        _requests.Add($"put {key.Partition} {Show(facet)} if {guard}");
        return WriteAsync(() => Put(key, facet, guard));
    }

    public virtual ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes)
    {
        _requests.Add($"put {string.Join(", ", writes.Select(write => $"{write.Cell} {(write.Facet is { } facet ? Show(facet) : "as it is")} if {write.Guard}"))}");
        return WriteAsync(() =>
        {
            if (!writes.All(write => write.Guard.Holds(world.Items.GetValueOrDefault(write.Cell))))
            {
                return StepOutcome.Refused;
            }

            foreach (var write in writes.Where(write => write.Facet is not null))
            {
                Put(write.Cell, write.Facet!, write.Guard);
            }

            return StepOutcome.Done;
        });
    }

    public virtual async ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells)
    {
        StoredFacet? before = null;
        _requests.Add($"deliver {key.Partition} {Show(facet)} if {guard.Origin} < {guard.Number}, {guard.Seen.Length} others {guard.Seen.Sum(each => each.Position)}");
        var outcome = await WriteAsync(() =>
        {
            before = world.Items.GetValueOrDefault(key);
            return Deliver(key, facet, guard);
        });
        return new Delivery(outcome, tells && outcome is StepOutcome.Done or StepOutcome.Refused ? before : null);
    }

    public ValueTask<StepOutcome> EmptyAsync(PhysicalKey key, StoredFacet facet)
    {
        _requests.Add($"empty {key} if {facet.Uid}");
        return WriteAsync(() => Take(key, facet.Uid, there => world.Items[key] = there with { Item = null }));
    }

    public ValueTask<StepOutcome> RemoveAsync(PhysicalKey key, StoredFacet facet)
    {
        _requests.Add($"remove {key} if {facet.Uid}");
        return WriteAsync(() => Take(key, facet.Uid, _ => world.Items.Remove(key)));
    }

    public ValueTask<PhysicalPage<StoredFacet>> QueryAsync(string partition, PhysicalRange range, int limit) => throw new NotSupportedException();

    public virtual async ValueTask MarkAsync(StoredDependent entry)
    {
        _requests.Add($"mark {entry.Key}");
        if (!await AskAsync())
        {
            throw new PhysicalException("an entry is not put in time");
        }

        world.Entries[entry.Key] = entry;
    }

    // Whose entry it was is not the client's to know.
    public virtual async ValueTask UnmarkAsync(PhysicalKey key)
    {
        _requests.Add("unmark");
        await world.TurnAsync(client);
        world.Entries.Remove(key);
        EnsureEntries();
    }

    public ValueTask<PhysicalPage<StoredDependent>> QueryEntriesAsync(string partition, PhysicalRange range, int limit) => throw new NotSupportedException();

    // Each part at one instant: what was read is old when it is looked at. Entries come before what they are of.
    public async ValueTask<PhysicalScan> ScanAsync(PhysicalKey? behind)
    {
        _requests.Add("scan");
        await world.TurnAsync(client);
        return scenery.Case.IsIndexed && behind is null
            ? new PhysicalScan([], [.. world.Entries.Values.OrderBy(entry => $"{entry.Key}", StringComparer.Ordinal)], Between)
            : new PhysicalScan([.. world.Items.Select(item => (item.Key, item.Value)).OrderBy(item => $"{item.Key}", StringComparer.Ordinal)], [], Behind: null);
    }

    public virtual ValueTask<StepOutcome> RemoveAsync(StoredDependent dependent)
    {
        _requests.Add($"remove {dependent.Key} of {dependent.Put}");
        return WriteAsync(() =>
        {
            if (!world.Entries.TryGetValue(dependent.Key, out var there) || there.Put != dependent.Put)
            {
                return StepOutcome.Refused;
            }

            world.Entries.Remove(dependent.Key);
            EnsureEntries();
            return StepOutcome.Done;
        });
    }

    public async ValueTask<string?[]> ReadNotesAsync(IReadOnlyList<string> names)
    {
        _requests.Add($"notes {string.Join(", ", names)}");
        await world.TurnAsync(client);
        return [.. names.Select(name => world.Notes.GetValueOrDefault(name))];
    }

    public async ValueTask LeaveNoteAsync(string name, string text)
    {
        _requests.Add($"note {name}");
        await world.TurnAsync(client);
        world.Notes.TryAdd(name, text);
    }

    public void Dispose()
    {
    }

    protected virtual StepOutcome Put(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        var there = world.Items.GetValueOrDefault(key);
        if (!guard.Holds(there))
        {
            return StepOutcome.Refused;
        }

        if (there?.Number >= facet.Number)
        {
            throw new InvalidOperationException($"the number of {key} went from {there.Number} to {facet.Number}");
        }

        world.Items[key] = facet;
        EnsureEntries();
        return StepOutcome.Done;
    }

    protected virtual StepOutcome Deliver(PhysicalKey key, StoredFacet facet, InboxGuard guard)
    {
        var there = world.Items.GetValueOrDefault(key);
        if (!guard.Holds(there))
        {
            return StepOutcome.Refused;
        }

        world.Items[key] = facet.Arriving((there?.Arrival ?? 0) + 1);
        EnsureEntries();
        return StepOutcome.Done;
    }

    private StepOutcome Take(PhysicalKey key, Guid uid, Action<StoredFacet> take)
    {
        if (world.Items.GetValueOrDefault(key) is not { } there || there.Uid != uid)
        {
            return StepOutcome.Refused;
        }

        take(there);
        return StepOutcome.Done;
    }

    protected virtual StoredFacet? Read(PhysicalKey key) => world.Items.GetValueOrDefault(key);

    protected async ValueTask<StepOutcome> WriteAsync(Func<StepOutcome> write)
    {
        if (!await AskAsync())
        {
            return StepOutcome.Unknown;
        }

        var fate = world.Faults > 0 ? world.Choose(Fates) : 0;
        world.Faults -= fate > 0 ? 1 : 0;
        switch (fate)
        {
            case 0:
                return write();
            case 1:
                write();
                return StepOutcome.Unknown;
            case 2:
                return StepOutcome.Unknown;
            case 3:
                _ = LateAsync(write);
                return StepOutcome.Unknown;
            default:
                return StepOutcome.TurnedAway;
        }
    }

    protected async Task LateAsync(Func<StepOutcome> write)
    {
        if (await AskAsync())
        {
            write();
        }
    }

    private async Task<bool> AskAsync()
    {
        var asked = world.Time;
        await world.TurnAsync(client);
        return world.Time - asked <= LongestRequest;
    }

    // Whoever reads the index must be able to find whatever is there.
    private void EnsureEntries()
    {
        if (scenery.EntriesOf(world.Items).FirstOrDefault(key => !world.Entries.ContainsKey(key)) is { Partition: not null } missing)
        {
            world.Wrong ??= $"no entry {missing}";
        }
    }

    private async Task<StoredFacet?> ReadAsync(PhysicalKey key)
    {
        if (!scenery.IsUsed(key))
        {
            return null;
        }

        await world.TurnAsync(client);
        return Read(key);
    }

    private static string Show(StoredFacet facet) => $"{facet.Uid} {facet.Number} ({facet.Basis})";
}
