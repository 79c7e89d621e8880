namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The steps that the protocol takes on the physical table; but for <see cref="PutAllAsync"/>, each touches single items, and none more than one of them at an instant.</summary>
/// <remarks>Reads are consistent, and are tried again by whoever implements this; writes are not, but for what was turned away.</remarks>
internal interface IPhysicalTable : IDisposable
{
    /// <summary>Reads one facet.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<StoredFacet?> GetAsync(PhysicalKey key);

    /// <summary>Reads some facets, each at an instant of its own.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    ValueTask<StoredFacet?[]> GetAsync(IReadOnlyList<PhysicalKey> keys);

    /// <summary>Puts a facet into a cell.</summary>
    ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard);

    /// <summary>Puts facets into cells, all of them at one instant or none; cells of one label, so that nobody else's writes can meet it.</summary>
    ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes);

    /// <summary>Puts a copy into an inbox, which counts what arrives.</summary>
    /// <param name="key">The inbox.</param>
    /// <param name="facet">The facet.</param>
    /// <param name="guard">What the inbox has to hold.</param>
    /// <param name="tells">Whether what the copy takes the place of is asked for.</param>
    ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells);

    /// <summary>Takes a facet's item away, if the facet is still there.</summary>
    ValueTask<StepOutcome> EmptyAsync(PhysicalKey key, StoredFacet facet);

    /// <summary>Removes a facet, if it is still there: only where nobody looks for what it knew.</summary>
    ValueTask<StepOutcome> RemoveAsync(PhysicalKey key, StoredFacet facet);

    /// <summary>Reads a part of a partition in order.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<PhysicalPage<StoredFacet>> QueryAsync(string partition, PhysicalRange range, int limit);

    /// <summary>Puts an entry of an index; any number of times is as once.</summary>
    /// <exception cref="IOException">It is not known whether it is there.</exception>
    ValueTask MarkAsync(StoredDependent entry);

    /// <summary>Removes an entry of an index, if it is there.</summary>
    /// <exception cref="IOException">It may be there still.</exception>
    ValueTask UnmarkAsync(PhysicalKey key);

    /// <summary>Reads a part of a partition of an index in order.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<PhysicalPage<StoredDependent>> QueryEntriesAsync(string partition, PhysicalRange range, int limit);

    /// <summary>Reads a part of the whole table, in no order.</summary>
    /// <param name="behind">Behind which key; <see langword="null"/> for the first part.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    ValueTask<PhysicalScan> ScanAsync(PhysicalKey? behind);

    /// <summary>Removes what is there for a facet that is gone, if it has not been put again since it was found.</summary>
    ValueTask<StepOutcome> RemoveAsync(StoredDependent dependent);

    /// <summary>Reads some notes.</summary>
    /// <returns>For each its text; <see langword="null"/> if there is none.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    ValueTask<string?[]> ReadNotesAsync(IReadOnlyList<string> names);

    /// <summary>Leaves a note, unless there is one of that name.</summary>
    /// <exception cref="IOException">It is not known whether it is there.</exception>
    ValueTask LeaveNoteAsync(string name, string text);
}
