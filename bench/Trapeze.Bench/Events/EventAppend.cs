using Microsoft.Data.Sqlite;
using Trapeze.Shim.Events;

namespace Trapeze.Bench.Events;

/// <summary>A durable append alone and with 64 callers.</summary>
internal sealed class EventAppend : IBenchmark
{
    public string Name => "events.append";

    public string Claim => "a durable append to the event queue against a prepared durable insert of the same bytes";

    public Task RunAsync(TextWriter report)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-bench-").FullName;
        try
        {
            using var plain = new PlainInsert(Path.Combine(folder, "plain.db"));
            using var queue = EventQueue.Open(Path.Combine(folder, "queue"), new EventQueueOptions(), TimeProvider.System);
            var payload = new byte[300];
            Interleaved.Run(
                report,
                rounds: 7,
                operations: 640,
                ("prepared durable insert, alone", count => plain.Insert(payload, count)),
                ("append, alone", count => AppendAsync(queue, payload, count).GetAwaiter().GetResult()),
                ("append, 64 callers", count => AppendTogether(queue, payload, count)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    private static void AppendTogether(EventQueue queue, byte[] payload, int count) =>
        Task.WhenAll(Enumerable.Range(0, 64).Select(_ => AppendAsync(queue, payload, count / 64))).GetAwaiter().GetResult();

    private static async Task AppendAsync(EventQueue queue, byte[] payload, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await queue.AppendAsync(new NewEvent("event", "label", ["function"], payload, TimeProvider.System.GetUtcNow(), DeduplicationId: null));
        }
    }

    private sealed class PlainInsert : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;
        private readonly SqliteParameter _payload;

        internal PlainInsert(string path)
        {
            _connection = new SqliteConnection($"Data Source={path};Pooling=false");
            _connection.Open();
            using var create = _connection.CreateCommand();
            create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT UNIQUE, payload BLOB)";
            create.ExecuteNonQuery();
            _insert = _connection.CreateCommand();
            _insert.CommandText = "INSERT INTO record (id, payload) VALUES (hex(randomblob(16)), $payload)";
            _payload = _insert.Parameters.Add("$payload", SqliteType.Blob);
        }

        internal void Insert(byte[] payload, int count)
        {
            for (var n = 0; n < count; n++)
            {
                _payload.Value = payload;
                _insert.ExecuteNonQuery();
            }
        }

        public void Dispose()
        {
            _insert.Dispose();
            _connection.Dispose();
        }
    }
}
