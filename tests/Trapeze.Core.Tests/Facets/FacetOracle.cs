using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Facets;

/// <summary>The rules of semantics §3 said by the history alone: every write ever made, oldest first, none dropped.</summary>
/// <remarks>A facet is hidden for good once a later write was at a label that flows to its own.</remarks>
internal sealed class FacetOracle
{
    private readonly List<(string Key, int? Value, Label Label)> _history = [];

    public void Write(string key, int? value, Label label) => _history.Add((key, value, label));

    public IReadOnlyList<(int? Value, Label Label)> View(string key, Label at)
    {
        var view = new List<(int?, Label)>();
        for (var i = _history.Count - 1; i >= 0; i--)
        {
            var write = _history[i];
            var laterOnes = _history.Skip(i + 1).Where(later => later.Key == key);
            if (write.Key == key && write.Label.FlowsTo(at) && !laterOnes.Any(later => later.Label.FlowsTo(write.Label)))
            {
                view.Add((write.Value, write.Label));
            }
        }

        return view;
    }

    public int? Get(string key, Label at) => View(key, at) is [var newest, ..] ? newest.Value : null;

    public IEnumerable<string> List(Label at) =>
        _history.Select(write => write.Key).Distinct().Where(key => Get(key, at) is not null).Order(StringComparer.Ordinal);
}
