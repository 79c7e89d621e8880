using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What the harness keeps beside an application: the books of its pairs, and what lets go of all that hangs.</summary>
internal sealed class World(Observed observed, TimeSpan deadline)
{
    private readonly ConcurrentDictionary<string, PairBook> _books = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _blocked = new();
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Observed Observed { get; } = observed;

    /// <summary>A logger made outside of all activations, as a static one is.</summary>
    internal ILogger Logger { get; set; } = NullLogger.Instance;

    internal TimeSpan Deadline { get; } = deadline;

    /// <summary>Completes when the application ends.</summary>
    internal Task Hung => _hung.Task;

    internal void Open(string name, PairBook book) => _books[name] = book;

    internal bool TryFind(string? name, [NotNullWhen(true)] out PairBook? book)
    {
        book = null;
        return name is not null && _books.TryGetValue(name, out book);
    }

    internal void Block() => _blocked.Wait();

    internal void LetGo()
    {
        _blocked.Set();
        _hung.TrySetResult();
    }
}
