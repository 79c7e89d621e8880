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
            WaitWhileBusy(true);
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

    /// <summary>Whether statements wait while another process writes; otherwise they fail at once.</summary>
    internal void WaitWhileBusy(bool waits) => Require(raw.sqlite3_busy_timeout(_handle, waits ? BusyTimeout : 0));

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

    /// <summary>Runs a statement with one parameter.</summary>
    internal void Run(string sql, long parameter)
    {
        var statement = Prepare(sql);
        statement.Bind(1, parameter);
        statement.Run();
        Discard(statement);
    }

    /// <summary>How many rows the last statement wrote.</summary>
    internal int Changes => raw.sqlite3_changes(_handle);

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
