using System.Collections.Concurrent;
using System.Collections.Immutable;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Store.Sqlite;

/// <summary>Facets in one SQLite file: readers on connections of their own, and one that writes.</summary>
internal sealed class SqliteStorage : IFacetStorage
{
    private readonly string _path;
    private readonly IReadOnlyList<StoredTable> _tables;
    private readonly LabelRegister _labels = new();
    private readonly ConcurrentStack<Session> _idle = new();
    private Session? _last;
    private readonly PlaceDigest _digest;
    private readonly IReadOnlyDictionary<StoredIndex, long> _indexes;
    private readonly Writer _writer;
    private volatile SweepCursor _sweptTo = SweepCursor.Start;
    private volatile bool _disposed;

    internal SqliteStorage(string path, IReadOnlyList<StoredTable> tables, TimeProvider? clock = null)
    {
        _path = path;
        _tables = tables;
        var database = Schema.OpenForWriting(path);
        try
        {
            _digest = new PlaceDigest(Schema.Secret(database));
            var writes = new WriteSession(database, _labels, _digest, tables, clock);
            _indexes = writes.Indexes;
            _writer = new Writer(writes);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight)
    {
        var session = Rent();
        try
        {
            var newest = session.Newest(table, key, sight);
            Return(session);
            return new(newest);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        Read(session =>
        {
            session.Page(table, interval, sight, take);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    {
        var write = new PendingDecision<T>(table, key, sight, filing, decide);
        _writer.Write(write);
        return write.Task;
    }

    public ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take)
    {
        Read(session =>
        {
            session.Page(index, interval, sight, take);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight) =>
        new(Read(session => session.NewestOfAll(keys, sight)));

    public Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide)
    {
        var write = new PendingDecisions<T>(keys, sight, filing, decide);
        _writer.Write(write);
        return write.Task;
    }

    public Task AdoptAsync(Placement placement) => Work(session => session.Adopt(placement));

    public async Task<int> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        var removed = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var behind = _sweptTo;
            var step = await Work(session => session.Sweep(behind, limit - removed, repairs: true));
            removed += step.Due;
            _sweptTo = step.Behind ?? SweepCursor.Start;
        }
        while (removed < limit && _sweptTo != SweepCursor.Start);

        return removed;
    }

    public async Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken)
    {
        var report = new SweepReport(0, 0, 0, 0, Left: 0, await Task.Run(Damage, cancellationToken));
        for (var behind = SweepCursor.Start; behind is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = behind;
            var step = await Work(session => session.Sweep(from, int.MaxValue, repairs));
            report = report with { Facets = report.Facets + step.Looked, Superseded = report.Superseded + step.Superseded, Ended = report.Ended + step.Ended };
            behind = step.Behind;
        }

        return report;
    }

    public Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(FacetedStore));
            using var database = Schema.OpenForReading(_path);
            FacetExport.Each(database, _tables, take, cancellationToken);
        },
        cancellationToken);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _writer.Dispose();
            DisposeIdle();
        }
    }

    private ImmutableArray<string> Damage()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(FacetedStore));
        using var database = Schema.OpenForReading(_path);
        var check = database.Prepare("PRAGMA integrity_check");
        var found = ImmutableArray.CreateBuilder<string>();
        while (check.Step())
        {
            found.Add(check.Text(0));
        }

        return found is ["ok"] ? [] : found.ToImmutable();
    }

    // A line of its own, which no label's text is.
    private Task<T> Work<T>(Func<WriteSession, T> work)
    {
        var pending = new PendingWork<T>("", work);
        _writer.Add(pending);
        return pending.Task;
    }

    // What NewestAsync does without a closure: it is the hot path.
    private T Read<T>(Func<Session, T> read)
    {
        var session = Rent();
        try
        {
            var found = read(session);
            Return(session);
            return found;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // A session in which anything failed is not returned: it may still stand in an old snapshot.
    private Session Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(FacetedStore));
        return Interlocked.Exchange(ref _last, null) is { } last ? last
            : _idle.TryPop(out var session) ? session
            : new Session(Schema.OpenForReading(_path), _labels, _digest, _indexes, isWriters: false);
    }

    private void Return(Session session)
    {
        if (Interlocked.CompareExchange(ref _last, session, null) is not null)
        {
            _idle.Push(session);
        }

        if (_disposed)
        {
            DisposeIdle();
        }
    }

    private void DisposeIdle()
    {
        Interlocked.Exchange(ref _last, null)?.Dispose();
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }
}
