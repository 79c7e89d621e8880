using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Trapeze.Shim.Events;

/// <summary>The queue's tables in one SQLite file. Used by one thread.</summary>
/// <remarks>What a commit has returned for survives the process and the machine's power: WAL with <c>synchronous=FULL</c>.</remarks>
internal sealed class QueueFile : IDisposable
{
    internal const string Name = "events.db";
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _remember;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _claim;
    private readonly SqliteCommand _complete;
    private readonly SqliteCommand _delay;
    private readonly SqliteCommand _rise;
    private readonly SqliteCommand _setAside;
    private readonly SqliteCommand _forget;
    private SqliteTransaction? _transaction;

    internal QueueFile(string path, QueueSeal seal, bool wasSigned, DateTimeOffset now)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        _connection.Open();
        Require("PRAGMA journal_mode=WAL", "wal", path);
        Execute("PRAGMA synchronous=FULL");
        Require("PRAGMA synchronous", "2", path);
        new QueueTables(_connection, path).Open(seal, wasSigned, now);
        _remember = Prepare(
            "INSERT INTO once (name, label, id, expires) VALUES ($name, $label, $id, $expires) "
            + "ON CONFLICT (name, label, id) DO UPDATE SET expires = excluded.expires WHERE once.expires <= $now",
            "$name", "$label", "$id", "$expires", "$now");
        _insert = Prepare(
            "INSERT INTO record (id, name, function, label, payload, due, attempt, envelope) "
            + "VALUES ($id, $name, $function, $label, $payload, $due, 0, $envelope) RETURNING row",
            "$id", "$name", "$function", "$label", "$payload", "$due", "$envelope");
        _claim = Prepare(
            "UPDATE record SET attempt = attempt + 1 WHERE row = $row AND aside IS NULL "
            + "RETURNING row, id, name, function, label, payload, due, attempt, envelope", "$row");
        _complete = Prepare("DELETE FROM record WHERE row = $row", "$row");
        _delay = Prepare("UPDATE record SET due = $due, attempt = attempt - $uncounted WHERE row = $row", "$row", "$due", "$uncounted");
        _rise = Prepare("UPDATE record SET label = $label, envelope = $envelope WHERE row = $row", "$row", "$label", "$envelope");
        _setAside = Prepare("UPDATE record SET aside = $reason WHERE row = $row", "$row", "$reason");
        _forget = Prepare("DELETE FROM once WHERE expires <= $now", "$now");
    }

    internal void Begin() => _transaction = _connection.BeginTransaction(deferred: false);

    internal void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    internal void RollBack()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    /// <summary>Adds the event's records, or none if its de-duplication id is remembered.</summary>
    internal List<PendingRecord> Append(NewEvent added, List<QueuedRow> rows, DateTimeOffset now, TimeSpan window)
    {
        var records = new List<PendingRecord>(rows.Count);
        if (added.DeduplicationId is not null)
        {
            Run(_forget, now.ToUnixTimeMilliseconds());
            var expires = (added.Due + window).ToUnixTimeMilliseconds();
            if (Run(_remember, added.Name, added.Label, added.DeduplicationId, expires, now.ToUnixTimeMilliseconds()) == 0)
            {
                return records;
            }
        }

        foreach (var row in rows)
        {
            Bind(_insert, row.Id, row.Name, row.Function, row.Label, row.Payload.ToArray(), row.Due.ToUnixTimeMilliseconds(), row.Envelope);
            records.Add(new PendingRecord((long)_insert.ExecuteScalar()!, added.Label, added.Due));
        }

        return records;
    }

    /// <summary>Counts an attempt, so that a record which brings the process down is counted too.</summary>
    internal QueuedRow? Claim(long row)
    {
        Bind(_claim, row);
        using var reader = _claim.ExecuteReader();
        return reader.Read() ? QueueTables.Read(reader) : null;
    }

    internal void Complete(long row) => Run(_complete, row);

    internal void Delay(long row, DateTimeOffset due, bool counted) => Run(_delay, row, due.ToUnixTimeMilliseconds(), counted ? 0 : 1);

    /// <summary>Makes the record one of <paramref name="label"/>: whatever becomes of it is known there and above.</summary>
    internal void Rise(long row, string label, string envelope) => Run(_rise, row, label, envelope);

    internal void SetAside(long row, SetAsideReason reason) => Run(_setAside, row, reason.ToString());

    internal List<PendingRecord> ReadPending()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT row, label, due FROM record WHERE aside IS NULL ORDER BY due, row";
        using var reader = command.ExecuteReader();
        var pending = new List<PendingRecord>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var label = reader.GetString(1);
            if (!labels.TryGetValue(label, out var shared))
            {
                labels.Add(label, shared = label);
            }

            pending.Add(new PendingRecord(reader.GetInt64(0), shared, DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        return pending;
    }

    public void Dispose()
    {
        RollBack();
        foreach (var command in (SqliteCommand[])[_remember, _insert, _claim, _complete, _delay, _rise, _setAside, _forget])
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    // A file system that cannot do it keeps another mode without a word.
    private void Require(string pragma, string expected, string path)
    {
        using var command = Prepare(pragma);
        if (!string.Equals(Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture), expected, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"`{path}` lies where SQLite cannot keep a write-ahead log durable");
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // the only thing put into the text is a constant
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants, all of them
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    private void Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
