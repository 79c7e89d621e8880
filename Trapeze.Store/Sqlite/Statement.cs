using SQLitePCL;

namespace Trapeze.Store.Sqlite;

/// <summary>A prepared statement; parameters and columns count as SQLite counts them.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    internal void Bind(int parameter, ReadOnlySpan<byte> blob) => database.Require(raw.sqlite3_bind_blob(handle, parameter, blob));

    internal void Bind(int parameter, long value) => database.Require(raw.sqlite3_bind_int64(handle, parameter, value));

    internal void Bind(int parameter, string text) => database.Require(raw.sqlite3_bind_text(handle, parameter, text));

    internal void BindNull(int parameter) => database.Require(raw.sqlite3_bind_null(handle, parameter));

    /// <summary>Goes to the next row, if there is one.</summary>
    internal bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var code => throw database.Failure(code),
    };

    /// <summary>Runs a statement that has no rows.</summary>
    internal void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    internal long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    internal bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    internal string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    // The code repeats the last step's failure, which was thrown then.
    internal void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
