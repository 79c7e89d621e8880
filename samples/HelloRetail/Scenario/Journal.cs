namespace HelloRetail.Scenario;

/// <summary>Notes every request that the shop has acknowledged, a line each, so that a test can hold the shop to it after a crash.</summary>
public sealed class Journal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter? _writer;

    public Journal(string? path) => _writer = path is null ? null : new StreamWriter(path, append: true) { AutoFlush = true };

    public void Note(string kind, string who, string what)
    {
        lock (_lock)
        {
            _writer?.WriteLine($"{kind} {who} {what}");
        }
    }

    public void Dispose() => _writer?.Dispose();
}
