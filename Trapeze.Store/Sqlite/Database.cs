using SQLitePCL;

namespace Trapeze.Store.Sqlite;

/// <summary>One SQLite connection, used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    // How long another process's write is waited for, in milliseconds.
    private const int BusyTimeout = 60_000;

    private readonly sqlite3 _handle;
    private readonly HashSet<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    internal Database(string path)
    {
        var code = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            Require(code);
            Require(raw.sqlite3_busy_timeout(_handle, BusyTimeout));
        }
        catch (StorageException)
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>A statement that stays prepared as long as the connection is open.</summary>
    internal Statement Prepare(string sql)
    {
        Require(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        var prepared = new Statement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    internal void Discard(Statement statement)
    {
        _statements.Remove(statement);
        statement.Dispose();
    }

    internal void Execute(string sql) => Require(raw.sqlite3_exec(_handle, sql));

    internal long Scalar(string sql)
    {
        Require(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        using (statement)
        {
            var code = raw.sqlite3_step(statement);
            return code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : throw Failure(code);
        }
    }

    internal void Require(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    internal StorageException Failure(int code) => new(code, raw.sqlite3_errmsg(_handle).utf8_to_string() ?? "");

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }
}
