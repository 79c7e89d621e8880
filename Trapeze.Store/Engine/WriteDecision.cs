namespace Trapeze.Store.Engine;

/// <summary>What a write makes of the view's item.</summary>
/// <typeparam name="T">The result's type.</typeparam>
internal readonly struct WriteDecision<T>
{
    private WriteDecision(bool writes, byte[]? item, T? result, Exception? refusal)
    {
        Writes = writes;
        Item = item;
        Result = result;
        Refusal = refusal;
    }

    /// <summary>Whether a facet is written.</summary>
    internal bool Writes { get; }

    /// <summary>The facet's item; <see langword="null"/> for a tombstone.</summary>
    internal byte[]? Item { get; }

    internal T? Result { get; }

    /// <summary>Why nothing is written; otherwise <see langword="null"/>.</summary>
    internal Exception? Refusal { get; }

    internal static WriteDecision<T> Write(byte[]? item, T result) => new(writes: true, item, result, refusal: null);

    internal static WriteDecision<T> Refuse(Exception refusal) => new(writes: false, item: null, default, refusal);
}
