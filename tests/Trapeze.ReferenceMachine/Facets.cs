namespace Trapeze.ReferenceMachine;

/// <summary>What the store maps a key to: facets, newest first.</summary>
/// <remarks>semantics §3, word for word.</remarks>
public static class Facets
{
    /// <summary>write(k, v) and, with no value, delete(k): drop every facet at or above the label, put the new one in front.</summary>
    public static Facet[] Write(Facet[] facets, int? value, Label label)
    {
        var kept = 0;
        foreach (var older in facets)
        {
            kept += label.FlowsTo(older.Label) ? 0 : 1;
        }

        var written = new Facet[kept + 1];
        written[0] = new Facet(label, value);
        var at = 1;
        foreach (var older in facets)
        {
            if (!label.FlowsTo(older.Label))
            {
                written[at++] = older;
            }
        }

        return written;
    }

    /// <summary>get(k): the first facet of the view; absent if there is none, or if it is a tombstone.</summary>
    public static int? Get(Facet[] facets, Label label)
    {
        foreach (var facet in facets)
        {
            if (facet.Label.FlowsTo(label))
            {
                return facet.Value;
            }
        }

        return null;
    }

    /// <summary>view(k, l): the facets that flow to the label, newest first.</summary>
    public static Facet[] View(Facet[] facets, Label label) => Array.FindAll(facets, facet => facet.Label.FlowsTo(label));
}
