namespace Trapeze.Store.Sqlite;

/// <summary>The tables of the file.</summary>
/// <remarks>
/// <c>facet</c> holds, for each place and key, the newest facet filed there: its table, whether the place is its label's own, its sequence number,
/// its label, its item (null: a tombstone). A newer one overwrites an older, which no view can show any more: all who look at the place may see both.
/// <c>entry</c> has, for each row of a facet whose item is in an index, its key there, the facet's key and its sequence number; <c>idx</c> numbers the
/// indexes and says what their entries are made of. <c>label</c> and <c>tbl</c> number what is in use; <c>clock</c> holds the last sequence number, the order that places
/// were worked out under, and the secret of their digests.
/// </remarks>
internal static class Schema
{
    private const int Version = 2;

    // Without indexes and their entries.
    private const int VersionBefore = 1;

    private const string SetVersion = "PRAGMA user_version = 2;";

    internal const string CreateFacet = """
        CREATE TABLE IF NOT EXISTS facet (
            at INTEGER NOT NULL, key BLOB NOT NULL,
            tbl INTEGER NOT NULL, own INTEGER NOT NULL, seq INTEGER NOT NULL, label INTEGER NOT NULL, item BLOB,
            PRIMARY KEY (at, key)) WITHOUT ROWID;
        """;

    private const string Create = $"""
        BEGIN IMMEDIATE;
        {CreateFacet}
        CREATE TABLE IF NOT EXISTS label (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS tbl (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, filed_under TEXT NOT NULL, secret BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS idx (id INTEGER PRIMARY KEY, tbl INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (tbl, name));
        CREATE TABLE IF NOT EXISTS entry (
            at INTEGER NOT NULL, idx INTEGER NOT NULL, key BLOB NOT NULL, base BLOB NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (at, idx, key)) WITHOUT ROWID;
        CREATE UNIQUE INDEX IF NOT EXISTS entry_of_facet ON entry (at, base, idx);
        INSERT OR IGNORE INTO clock VALUES (1, 0, '', randomblob(32));
        {SetVersion}
        COMMIT;
        """;

    /// <summary>A connection that may write: durable when a commit returns.</summary>
    internal static Database OpenForWriting(string path)
    {
        var database = new Database(path);
        try
        {
            // Nothing of a facet goes to temporary files.
            database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;");
            switch (database.Scalar("PRAGMA user_version"))
            {
                case 0 or VersionBefore:
                    database.Execute(Create);
                    break;
                case Version:
                    // A read of an empty log asks the file for its size, which takes half a microsecond: the first write after the start, hidden or
                    // not, would make every read faster. So the log is never empty: this writes a page of it, and changes nothing.
                    database.Execute(SetVersion);
                    break;
                default:
                    throw new StorageException(0, "the file is of another version of the store");
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    internal static byte[] Secret(Database database)
    {
        var statement = database.Prepare("SELECT secret FROM clock WHERE id = 1");
        var secret = statement.Step() ? statement.Blob(0).ToArray() : throw new StorageException(0, "the secret is missing");
        database.Discard(statement);
        return secret;
    }

    internal static Database OpenForReading(string path)
    {
        var database = new Database(path);
        database.Execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;");
        return database;
    }
}
