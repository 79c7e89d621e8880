using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Labels;

/// <summary>The declared labels while a policy is read: where each stands, and whether anything mentions it.</summary>
internal sealed class LabelNames(LabelOrder order, IReadOnlyDictionary<string, SourceSpan> places, int sectionLine, bool isSound)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    internal LabelOrder Order { get; } = order;

    /// <summary>Whether the order is the one that the policy means: only then are flows worth judging.</summary>
    internal bool IsSound { get; } = isSound;

    internal IEnumerable<(AtomKind Kind, SourceSpan Place)> Unused =>
        Order.Kinds.Where(kind => !_used.Contains(kind.Name)).Select(kind => (kind, places[kind.Name]));

    internal IEnumerable<string> Parameters => Order.Kinds.Where(kind => kind.IsFamily).Select(kind => kind.Parameter!).Distinct(StringComparer.Ordinal);

    internal void Use(string name) => _used.Add(name);

    internal string HintFor(string name)
    {
        var nearest = Nearest.Find(name, Order.Kinds.Select(kind => kind.Name).Concat(["top", "bottom"]));
        var declared = sectionLine > 0 ? $"labels are declared under `labels:` (line {sectionLine})" : "labels are declared under `labels:`";
        return nearest is null ? declared
            : Order.TryGetKind(nearest, out var kind) ? $"did you mean `{kind}`? {declared}"
            : $"did you mean `{nearest}`? {declared}";
    }
}
