using Trapeze.Core.Labels;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>What waits of a batch, label by label: none before those that flow to it, so that one process can run as many as may be.</summary>
internal sealed class LabelsInTurn(LabelOrder order)
{
    private readonly Dictionary<string, List<PendingRecord>> _waiting = new(StringComparer.Ordinal);

    internal void Add(PendingRecord place)
    {
        if (!_waiting.TryGetValue(place.Label, out var places))
        {
            _waiting.Add(place.Label, places = []);
        }

        places.Add(place);
    }

    /// <summary>Takes all that waits of one label; nothing if nothing waits.</summary>
    internal IReadOnlyList<PendingRecord> Take()
    {
        if (_waiting.Count == 0)
        {
            return [];
        }

        // What nobody can read starts nothing, wherever it is.
        var next = _waiting.Keys.MinBy(text => (order.TryParse(text, out var label, out _) ? _waiting.Keys.Count(other => order.TryParse(other, out var below, out _) && below.FlowsTo(label)) : 0, text));
        _waiting.Remove(next!, out var places);
        return places!;
    }
}
