using System.Collections.Immutable;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>Where one label writes in one table: its own cell, and the inboxes of the other places that it files at.</summary>
internal sealed class FilingSources
{
    private volatile bool _isReady;

    internal FilingSources(StoredTable table, Filing filing)
    {
        var own = filing.Places.Texts[filing.OwnIndex];
        var traits = filing.Places.Traits[filing.OwnIndex];
        Own = new Source(SourceDigest.Of(table.Name, own, "cell"), IsInbox: false, IsSkippable: !traits.HasParameter && !table.HasOneLabelForEachKey);
        Inboxes = table.HasOneLabelForEachKey ? [] : [.. filing.Places.Texts.Zip(filing.Places.Traits)
            .Where((_, at) => at != filing.OwnIndex)
            .Select(place => new Source(SourceDigest.Of(table.Name, place.First, "inbox"), IsInbox: true, IsSkippable: !place.Second.Gathers))];
        Announced = [.. Inboxes.Prepend(Own).Where(source => source.IsSkippable)];
        Ready = SourceDigest.Of(table.Name, own, "ready");
        IsTangled = !traits.IsUniversal && !table.HasOneLabelForEachKey;
        _isReady = Announced.IsEmpty;
    }

    internal Source Own { get; }

    internal ImmutableArray<Source> Inboxes { get; }

    /// <summary>Those whose first use others have to hear of before.</summary>
    internal ImmutableArray<Source> Announced { get; }

    /// <summary>Stands for the label's own note that it has announced them.</summary>
    internal string Ready { get; }

    /// <summary>Whether some label looks at its facets beside others that cannot be compared with it.</summary>
    internal bool IsTangled { get; }

    /// <summary>Whether this process knows that the label has announced them.</summary>
    internal bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }
}
