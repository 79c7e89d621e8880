namespace Trapeze.Store.Engine;

/// <summary>What a write of several keys makes of the view's items: all of it happens, or nothing.</summary>
/// <typeparam name="T">The result's type.</typeparam>
internal readonly struct ManyWritesDecision<T>
{
    private ManyWritesDecision(IReadOnlyList<FacetWrite?> writes, T? result, Exception? refusal)
    {
        Writes = writes;
        Result = result;
        Refusal = refusal;
    }

    /// <summary>For each key in turn the facet to write; <see langword="null"/> where nothing is. Empty after a refusal.</summary>
    internal IReadOnlyList<FacetWrite?> Writes { get; }

    internal T? Result { get; }

    /// <summary>Why nothing is written; otherwise <see langword="null"/>.</summary>
    internal Exception? Refusal { get; }

    internal static ManyWritesDecision<T> Write(IReadOnlyList<FacetWrite?> writes, T result) => new(writes, result, refusal: null);

    internal static ManyWritesDecision<T> Refuse(Exception refusal) => new([], default, refusal);
}
