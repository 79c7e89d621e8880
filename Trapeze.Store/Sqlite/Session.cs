using Trapeze.Store.Engine;
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
    private readonly Statement?[] _newest = new Statement?[PlacesAtOnce + 1];
    private readonly Dictionary<RangeShape, Stack<Statement>> _ranges = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _textOf;
    private Statement? _allTexts;

    internal Session(Database database, LabelRegister labels, PlaceDigest digest)
    {
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
            return Newest(places.Digests(table, _digest), key, sight).Item;
        }

        return InTransaction(() => NewestWithin(table, key, sight).Item);
    }

    /// <summary>The newest facet in sight; the caller has a transaction open.</summary>
    internal (long Sequence, byte[]? Item) NewestWithin(StoredTable table, FacetKey key, Sight sight)
    {
        (long Sequence, byte[]? Item) newest = default;
        foreach (var places in Digests(table, sight).Chunk(PlacesAtOnce))
        {
            var found = Newest(places, key, sight);
            newest = found.Sequence > newest.Sequence ? found : newest;
        }

        return newest;
    }

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

    private (long Sequence, byte[]? Item) Newest(long[] places, FacetKey key, Sight sight)
    {
        var statement = _newest[places.Length] ??= _database.Prepare(string.Join(" UNION ALL ", Enumerable.Range(2, places.Length)
            .Select(place => $"SELECT seq, label, item FROM facet WHERE at = ?{place} AND key = ?1")));
        statement.Bind(1, key.Bytes);
        for (var i = 0; i < places.Length; i++)
        {
            statement.Bind(2 + i, places[i]);
        }

        (long Sequence, byte[]? Item) newest = default;
        try
        {
            while (statement.Step())
            {
                if (statement.Integer(0) is var sequence && sequence > newest.Sequence && Shows(sight, statement.Integer(1)))
                {
                    newest = (sequence, statement.IsNull(2) ? null : statement.Blob(2).ToArray());
                }
            }
        }
        finally
        {
            statement.Reset();
        }

        return newest;
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
