using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Store.Engine;

/// <summary>The narrow interface to what facets are physically kept in.</summary>
/// <remarks>
/// A backend files a facet at its filing's places and finds it at a sight's places; it reads nothing else (semantics §3). Items are opaque
/// bytes to it. Each method is one atomic step on the whole.
/// </remarks>
internal interface IFacetStorage : IDisposable
{
    /// <summary>get: the newest facet's item among those in sight; <see langword="null"/> if there is none or it is a tombstone.</summary>
    ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight);

    /// <summary>list: hands the items that are present in sight to <paramref name="take"/>, in key order, until that has enough.</summary>
    /// <param name="table">The table.</param>
    /// <param name="interval">Which keys.</param>
    /// <param name="sight">What is looked at.</param>
    /// <param name="take">Takes an item and says whether it wants another.</param>
    ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take);

    /// <summary>list, of an index: hands the items that are present in sight, and have an entry in the index, to <paramref name="take"/>, in the order of the entries' keys.</summary>
    /// <remarks>The entries looked at are of facets in sight alone; a facet that another in sight supersedes is not handed on.</remarks>
    ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take);

    /// <summary>Lets <paramref name="decide"/> see the newest item in sight and writes what it decides, durably and in one step.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">The key.</param>
    /// <param name="sight">What is looked at; <see langword="null"/> if the decision does not depend on what is there.</param>
    /// <param name="filing">How the new facet is filed.</param>
    /// <param name="decide">A pure function; it may be called more than once.</param>
    Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide);

    /// <summary>get, of several keys in one snapshot: for each in turn as <see cref="NewestAsync"/> does.</summary>
    ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight);

    /// <summary>Lets <paramref name="decide"/> see the newest items in sight and writes all that it decides, or nothing, durably and in one step.</summary>
    /// <param name="keys">The keys; none is there twice.</param>
    /// <param name="sight">What is looked at.</param>
    /// <param name="filing">How the new facets are filed: they are all of one label.</param>
    /// <param name="decide">A pure function of the keys' items, in turn; it may be called more than once.</param>
    Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide);

    /// <summary>Files everything under <paramref name="placement"/>, what is there already and what comes. For the trusted base.</summary>
    Task AdoptAsync(Placement placement);

    /// <summary>Hands on every facet that a view may show, those of a key in the order in which, written one after another, they show every label the same. For the trusted base.</summary>
    Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> facets that no view can show any more. For the trusted base.</summary>
    Task<int> SweepAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Goes through everything once, and says what is due; does it too if it <paramref name="repairs"/>. For the trusted base.</summary>
    Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken);
}
