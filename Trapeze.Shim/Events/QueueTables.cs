using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Trapeze.Shim.Events;

/// <summary>The tables of a queue's file, and how those of an earlier build become these.</summary>
/// <remarks>
/// Rows of version 1 have no envelope. They are signed as they stand, once, by the one process that has the queue open; of a queue that has been signed before, such a file
/// is not believed. And what was closed with a key that only opens is closed again with the one that signs, so that a start is enough to let an old key go.
/// </remarks>
internal sealed class QueueTables(SqliteConnection connection, string path)
{
    private const int Version = 2;

    internal void Open(QueueSeal seal, bool wasSigned, DateTimeOffset now)
    {
        switch (ReadVersion())
        {
            case Version:
                Renew(seal);
                return;
            case 1 when wasSigned:
                throw new InvalidDataException(
                    $"`{path}` has events that nobody signed, and this folder's queue has been signed: somebody put another file there. If it was you, remove `{EventQueue.LockName}` beside it, and they are signed as they are");
            case 1:
                Sign(seal, now);
                return;
            case 0:
                Create();
                return;
            case var other:
                throw new InvalidDataException($"`{path}` is an event queue of version {other}; this program reads version {Version}");
        }
    }

    /// <summary>A row whose columns were asked for in the order of <see cref="QueuedRow"/>.</summary>
    internal static QueuedRow Read(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), (byte[])reader[5],
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)), reader.GetInt32(7), reader.GetString(8));

    private void Create() => Execute($"""
        BEGIN IMMEDIATE;
        CREATE TABLE record (
            row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, function TEXT NOT NULL, label TEXT NOT NULL,
            payload BLOB NOT NULL, due INTEGER NOT NULL, attempt INTEGER NOT NULL, aside TEXT, envelope TEXT NOT NULL DEFAULT '') STRICT;
        CREATE TABLE once (
            name TEXT NOT NULL, label TEXT NOT NULL, id TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (name, label, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX once_expires ON once (expires);
        PRAGMA user_version = {Version};
        COMMIT;
        """);

    private void Sign(QueueSeal seal, DateTimeOffset now)
    {
        Execute("BEGIN IMMEDIATE; ALTER TABLE record ADD COLUMN envelope TEXT NOT NULL DEFAULT ''");
        Rewrite(seal, row => seal.Close(row, now).Envelope);
        Execute($"PRAGMA user_version = {Version}; COMMIT");
    }

    private void Renew(QueueSeal seal)
    {
        Execute("BEGIN IMMEDIATE");
        Rewrite(seal, seal.Renew);
        Execute("COMMIT");
    }

    private void Rewrite(QueueSeal seal, Func<QueuedRow, string?> envelope)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT row, id, name, function, label, payload, due, attempt, envelope FROM record WHERE row = $row";
        read.Parameters.Add("$row", SqliteType.Integer);
        using var write = connection.CreateCommand();
        write.CommandText = "UPDATE record SET envelope = $envelope WHERE row = $row";
        write.Parameters.Add("$envelope", SqliteType.Text);
        write.Parameters.Add("$row", SqliteType.Integer);
        foreach (var row in NotSigned(seal))
        {
            read.Parameters[0].Value = row;
            if (ReadOne(read) is { } found && envelope(found) is { } text)
            {
                write.Parameters[0].Value = text;
                write.Parameters[1].Value = row;
                write.ExecuteNonQuery();
            }
        }
    }

    // All that wait and were not closed with the key that signs.
    private List<long> NotSigned(QueueSeal seal)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT row FROM record WHERE aside IS NULL AND substr(envelope, 1, length($prefix)) <> $prefix";
        command.Parameters.AddWithValue("$prefix", seal.Prefix);
        using var reader = command.ExecuteReader();
        var rows = new List<long>();
        while (reader.Read())
        {
            rows.Add(reader.GetInt64(0));
        }

        return rows;
    }

    private static QueuedRow? ReadOne(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? Read(reader) : null;
    }

    private long ReadVersion()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the only thing put into the text is a constant
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
