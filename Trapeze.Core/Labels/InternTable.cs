using System.Runtime.InteropServices;

namespace Trapeze.Core.Labels;

/// <summary>Keeps one instance for each content, as long as someone else holds it.</summary>
/// <remarks>
/// Weak: the table keeps nothing alive, and gives back its own room after a collection of the oldest generation. Strict: two live instances
/// that it gave out never have equal contents, so that whether two labels are the same object says nothing but whether they are equal.
/// </remarks>
#pragma warning disable MA0055 // the finalizers are the point: weak handles must be freed by hand, and a finalizer is how one learns of a collection
internal sealed class InternTable<T>
    where T : class
{
    private const int ShardCount = 16;

    private readonly Shard[] _shards = new Shard[ShardCount];

    internal InternTable()
    {
        for (var i = 0; i < ShardCount; i++)
        {
            _shards[i] = new Shard();
        }

        _ = new CollectionNotice(this);
    }

    // The handles are not the collector's to free. Nothing can be looked up any more: whoever could, would hold the table.
    ~InternTable()
    {
        foreach (var shard in _shards)
        {
            shard?.Free();
        }
    }

    /// <summary>The slots that the table holds, for live and dead instances and for none.</summary>
    internal int Capacity => _shards.Sum(shard => shard.Capacity);

    internal T GetOrAdd<TKey>(TKey key)
        where TKey : IInternKey<T>, allows ref struct => _shards[(key.Hash >>> 4) % ShardCount].GetOrAdd(key);

    private void Sweep()
    {
        foreach (var shard in _shards)
        {
            shard.Sweep();
        }
    }

    /// <summary>Open addressing with linear probing. Invariant: a slot without a handle ends a probe; at most three quarters have one.</summary>
    private sealed class Shard
    {
        private const int MinCapacity = 8;

        private readonly Lock _lock = new();
        private Slot[] _slots = new Slot[MinCapacity];
        private int _used;

        internal int Capacity
        {
            get
            {
                lock (_lock)
                {
                    return _slots.Length;
                }
            }
        }

        internal T GetOrAdd<TKey>(TKey key)
            where TKey : IInternKey<T>, allows ref struct
        {
            var hash = key.Hash;
            lock (_lock)
            {
                if (_used >= _slots.Length - (_slots.Length >> 2))
                {
                    Rebuild();
                }

                var mask = _slots.Length - 1;
                var at = Spread(hash) & mask;
                for (; _slots[at].Handle.IsAllocated; at = (at + 1) & mask)
                {
                    if (_slots[at].Hash == hash && _slots[at].Handle.TryGetTarget(out var found) && key.Matches(found))
                    {
                        return found;
                    }
                }

                // Tracked through resurrection: whoever still holds it in a finalizer may hand it out again.
                var made = key.Create();
                _slots[at] = new Slot(hash, new WeakGCHandle<T>(made, trackResurrection: true));
                _used++;
                return made;
            }
        }

        internal void Sweep()
        {
            lock (_lock)
            {
                var live = CountLive();
                if (live < _used - (_used >> 2) || CapacityFor(live) < _slots.Length >> 1)
                {
                    Rebuild();
                }
            }
        }

        internal void Free()
        {
            lock (_lock)
            {
                foreach (ref var slot in _slots.AsSpan())
                {
                    Free(ref slot);
                }
            }
        }

        private static void Free(ref Slot slot)
        {
            var handle = slot.Handle;
            slot = default;
            if (handle.IsAllocated)
            {
                handle.Dispose();
            }
        }

        private static int Spread(int hash) => (int)(((uint)hash * 0x9E3779B9u) >> 7);

        // Room for a quarter more than are live, at least, and as many again if the load is high.
        private static int CapacityFor(int live)
        {
            var capacity = MinCapacity;
            while (capacity - (capacity >> 2) <= live + (live >> 2))
            {
                capacity *= 2;
            }

            return capacity;
        }

        private int CountLive()
        {
            var live = 0;
            foreach (ref var slot in _slots.AsSpan())
            {
                live += slot.Handle.IsAllocated && slot.Handle.TryGetTarget(out _) ? 1 : 0;
            }

            return live;
        }

        // Under the lock. Whether an instance is dead is asked once: it may die while this runs.
        private void Rebuild()
        {
            var live = 0;
            foreach (ref var slot in _slots.AsSpan())
            {
                if (slot.Handle.IsAllocated && !slot.Handle.TryGetTarget(out _))
                {
                    Free(ref slot);
                }

                live += slot.Handle.IsAllocated ? 1 : 0;
            }

            var slots = new Slot[CapacityFor(live)];
            var mask = slots.Length - 1;
            foreach (ref var slot in _slots.AsSpan())
            {
                if (slot.Handle.IsAllocated)
                {
                    var at = Spread(slot.Hash) & mask;
                    while (slots[at].Handle.IsAllocated)
                    {
                        at = (at + 1) & mask;
                    }

                    slots[at] = slot;
                }
            }

            _slots = slots;
            _used = live;
        }

        [StructLayout(LayoutKind.Auto)]
        private readonly struct Slot(int hash, WeakGCHandle<T> handle)
        {
            internal readonly int Hash = hash;
            internal readonly WeakGCHandle<T> Handle = handle;
        }
    }

    /// <summary>Garbage that has the table swept whenever it is collected, and lives on until the table is gone.</summary>
    private sealed class CollectionNotice(InternTable<T> table)
    {
        // Not a WeakReference, which would be finalized together with this.
        private readonly WeakGCHandle<InternTable<T>> _table = new(table);

        ~CollectionNotice()
        {
            if (_table.TryGetTarget(out var live))
            {
                live.Sweep();
                GC.ReRegisterForFinalize(this);
            }
            else
            {
                _table.Dispose();
            }
        }
    }
}
