using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>A connection with the statements of the store: what one thread reads with at a time.</summary>
internal sealed class Session : IDisposable
{
    // Compound statements of up to this many places; more are read in turns, in one transaction.
    private const int PlacesAtOnce = 16;

    private readonly Database _database;
    private readonly LabelRegister _labels;
    private readonly PlaceDigest _digest;
    private readonly IReadOnlyDictionary<StoredIndex, long> _indexes;
    private readonly bool _isWriters;
    private readonly OccupiedPlaces _occupied = new();
    private readonly NewestStatement?[] _newest = new NewestStatement?[PlacesAtOnce + 1];
    private readonly Statement?[] _occupancy = new Statement?[PlacesAtOnce + 1];
    private readonly Dictionary<RangeShape, Stack<Statement>> _ranges = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _textOf;
    private Statement? _allTexts;

    /// <param name="database">The connection.</param>
    /// <param name="labels">The numbers of labels that are known.</param>
    /// <param name="digest">The numbers of places.</param>
    /// <param name="indexes">The numbers of indexes.</param>
    /// <param name="isWriters">Whether it reads what is not committed yet: then nothing is kept beyond a read.</param>
    internal Session(Database database, LabelRegister labels, PlaceDigest digest, IReadOnlyDictionary<StoredIndex, long> indexes, bool isWriters)
    {
        _indexes = indexes;
        _isWriters = isWriters;
        _database = database;
        _labels = labels;
        _digest = digest;
        _begin = database.Prepare("BEGIN");
        _commit = database.Prepare("COMMIT");
        _textOf = database.Prepare("SELECT text FROM label WHERE id = ?1");
    }

    /// <summary>The newest facet's item in sight; the caller has no transaction open.</summary>
    internal byte[]? Newest(StoredTable table, FacetKey key, Sight sight)
    {
        if (sight.Places is { } places && places.Texts.Length <= PlacesAtOnce)
        {
            return NewestCommitted(places.Digests(table, _digest), key, sight);
        }

        return NewestOfMany(table, key, sight);
    }

    /// <summary>The newest facet in sight; the caller has a transaction open.</summary>
    internal Found NewestWithin(StoredTable table, FacetKey key, Sight sight)
    {
        Found newest = default;
        foreach (var places in Digests(table, sight).Chunk(PlacesAtOnce))
        {
            var found = NewestAt(places, key, sight);
            newest = found.Sequence > newest.Sequence ? found : newest;
        }

        return newest;
    }

    /// <summary>The newest facets' items in sight, of one snapshot; the caller has no transaction open.</summary>
    internal IReadOnlyList<byte[]?> NewestOfAll(IReadOnlyList<TableKey> keys, Sight sight) =>
        InTransaction(() => keys.Select(key => NewestWithin(key.Table, key.Key, sight).Item).ToList());

    /// <summary>Hands on the present items in sight, in key order.</summary>
    internal void Page(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        InTransaction(() =>
        {
            using var merge = new RangeMerge(this, Digests(table, sight), interval, sight);
            while (merge.Next(out var item) && (item is null || take(item)))
            {
            }

            return 0;
        });

    /// <summary>Hands on the items in sight that have an entry in an index, in the entries' order.</summary>
    internal void Page(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        InTransaction(() =>
        {
            using var merge = new IndexMerge(this, index, _indexes[index], Digests(index.Table, sight), interval, sight);
            while (merge.Next(out var shown) && (shown is null || take(shown)))
            {
            }

            return 0;
        });

    internal Statement RentRange(RangeShape shape) =>
        _ranges.TryGetValue(shape, out var idle) && idle.TryPop(out var statement) ? statement : _database.Prepare(shape.Sql);

    internal void ReturnRange(RangeShape shape, Statement statement)
    {
        statement.Reset();
        if (!_ranges.TryGetValue(shape, out var idle))
        {
            _ranges.Add(shape, idle = new Stack<Statement>());
        }

        if (idle.Count < PlacesAtOnce)
        {
            idle.Push(statement);
        }
        else
        {
            _database.Discard(statement);
        }
    }

    internal bool Shows(Sight sight, long label)
    {
        if (!_labels.TryGetText(label, out var text))
        {
            text = TextOf(label);
            if (text is not null && !_isWriters)
            {
                _labels.Keep(label, text);
            }
        }

        return text is not null && sight.Shows(text);
    }

    public void Dispose() => _database.Dispose();

    private string? TextOf(long label)
    {
        _textOf.Bind(1, label);
        try
        {
            return _textOf.Step() ? _textOf.Text(0) : null;
        }
        finally
        {
            _textOf.Reset();
        }
    }

    private long[] Digests(StoredTable table, Sight sight)
    {
        if (sight.Places is { } places)
        {
            return places.Digests(table, _digest);
        }

        // A reader whose secrecy is ⊤: every label in use.
        _allTexts ??= _database.Prepare("SELECT text FROM label");
        var digests = new List<long>();
        try
        {
            while (_allTexts.Step())
            {
                var text = _allTexts.Text(0);
                if (sight.Shows(text))
                {
                    digests.Add(_digest.Of(table.Name, Placement.OwnPlace(sight.Label.Order.Parse(text))));
                }
            }
        }
        finally
        {
            _allTexts.Reset();
        }

        return [.. digests];
    }

    // One statement, whose transaction is its own.
    private byte[]? NewestCommitted(long[] places, FacetKey key, Sight sight)
    {
        var looked = _occupied.Of(places);
        var newest = NewestAt(looked, key, sight);
        if (_occupied.Stands(newest.Clock))
        {
            FindOccupied(places);
        }
        else if (looked.Length < places.Length)
        {
            // Something was written since the other places were found empty.
            newest = NewestAt(places, key, sight);
        }

        return newest.Item;
    }

    private byte[]? NewestOfMany(StoredTable table, FacetKey key, Sight sight) => InTransaction(() => NewestWithin(table, key, sight).Item);

    private Found NewestAt(long[] places, FacetKey key, Sight sight) =>
        (_newest[places.Length] ??= new NewestStatement(_database, places.Length)).Run(places, key, this, sight);

    private void FindOccupied(long[] places)
    {
        if (!_occupied.IsWorthFinding(places))
        {
            return;
        }

        var statement = _occupancy[places.Length] ??= _database.Prepare(
            $"SELECT seq, {string.Join(", ", Enumerable.Range(1, places.Length).Select(place => $"EXISTS(SELECT 1 FROM facet WHERE at = ?{place})"))} FROM clock WHERE id = 1");
        for (var i = 0; i < places.Length; i++)
        {
            statement.Bind(1 + i, places[i]);
        }

        try
        {
            if (statement.Step())
            {
                _occupied.Keep(statement.Integer(0), places, [.. places.Where((_, i) => statement.Integer(1 + i) != 0)]);
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    private T InTransaction<T>(Func<T> read)
    {
        _begin.Run();
        try
        {
            return read();
        }
        finally
        {
            _commit.Run();
        }
    }
}
