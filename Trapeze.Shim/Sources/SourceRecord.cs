using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources;

/// <summary>One record of what came in, as its source's shape has it. Nothing in it is believed but what its envelope says too.</summary>
/// <remarks>Not a record type, and its text shows no content.</remarks>
internal sealed class SourceRecord
{
    /// <summary>What its envelope has to have been made for: the kind and the policy's name of a source, or <c>function:</c> and a function's own queue.</summary>
    internal required string Source { get; init; }

    /// <summary>What a partial failure names; empty where the source knows none.</summary>
    internal string Id { get; init; } = "";

    /// <summary>Its source keeps the order of the records of one lane; <see langword="null"/>: it keeps none.</summary>
    internal string? Lane { get; init; }

    /// <summary>The text of its envelope: empty if there is something that is none, <see langword="null"/> if there is nothing.</summary>
    internal string? Envelope { get; init; }

    /// <summary>The payload.</summary>
    internal required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the source calls it, the same at every delivery; <see langword="null"/> if it does not tell.</summary>
    internal string? Delivered { get; init; }

    /// <summary>The label of the facet that it is, in a table's stream.</summary>
    internal string? FacetLabel { get; init; }

    /// <summary>The object that keeps its envelope.</summary>
    internal StoredObject? Stored { get; init; }

    /// <summary>The policy's source; <see langword="null"/> for a function's own queue.</summary>
    internal SourcePolicy? Policy { get; init; }

    /// <summary>The function whose own queue it came in from.</summary>
    internal string? Function { get; init; }

    /// <summary>What the source calls the record.</summary>
    public override string ToString() => Delivered ?? nameof(SourceRecord);
}
