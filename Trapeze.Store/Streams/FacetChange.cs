namespace Trapeze.Store.Streams;

/// <summary>A facet that was written, as a table's stream tells of it.</summary>
/// <remarks>Not a record type, and its text shows neither label nor item.</remarks>
public sealed class FacetChange
{
    internal FacetChange(string table, string label, string? item, bool isDeleted)
    {
        Table = table;
        Label = label;
        Item = item;
        IsDeleted = isDeleted;
    }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The canonical text of the label that it was written at.</summary>
    public string Label { get; }

    /// <summary>The item as JSON; <see langword="null"/> if it was deleted, or is too long to be in the stream as a whole.</summary>
    public string? Item { get; }

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; }

    /// <summary>The table's name.</summary>
    public override string ToString() => Table;
}
