using System.Collections.Concurrent;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>What the functions have done, in the order in which they began, and what those wait for that hang.</summary>
internal sealed class Deeds
{
    private readonly ConcurrentQueue<(string Function, string Key, string Label, int Attempt)> _begun = new();

    /// <summary>Ends what hangs.</summary>
    internal TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets those rise that do so late.</summary>
    internal TaskCompletionSource Late { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told of each as it begins.</summary>
    internal Action<string>? OnBegin { get; set; }

    internal IReadOnlyList<(string Function, string Key, string Label, int Attempt)> Begun => [.. _begun];

    internal void Begin(string function, string key, string label, int attempt)
    {
        _begun.Enqueue((function, key, label, attempt));
        OnBegin?.Invoke(key);
    }
}
