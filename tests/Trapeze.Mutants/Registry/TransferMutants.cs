using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What moves stores: that nothing is lost on the way, that a difference is seen, and which label an item without one gets.</summary>
internal static class TransferMutants
{
    private const string Transfer = "Trapeze.Store/Transfer/FacetTransfer.cs";
    private const string Line = "Trapeze.Store/Transfer/FacetLine.cs";
    private const string Rule = "Trapeze.Store/Transfer/LabelRule.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("import-any-labels", Transfer, "!= placement.OrderText && !takesOtherLabels", "== \"\" && !takesOtherLabels", "an export is taken for one of the policy's own labels") { Near = Transfer },
        new("import-lost-lines", Transfer, "count == read ? true : throw new InvalidDataException(\"the export has lost lines\")", "true", "an export that has lost lines is taken for whole", Harm.Functional),
        new("import-cut-off", Line, "line ?? throw new InvalidDataException(\"the export is cut off\")", "line ?? \"{\\\"end\\\": 0}\"", "an export that is cut off has another reason, or none", Harm.Functional) { Near = Transfer },
        new("import-skips-one", Transfer, "++read > behind", "++read > behind + 1", "what is begun again leaves out a facet", Harm.Functional),
        new("compare-labels-of-one", Transfer, "await other.EachAsync(facet => labels.Add(facet.Label), cancellationToken);", "", "who sees what only the other store has is not asked", Harm.Functional),
        new("compare-shorter", Transfer, "return !await items.MoveNextAsync();", "return true;", "what the other store has besides is no difference", Harm.Functional),
        new("rule-fits-without", Rule, "fits &= value is not null;", "", "an item without the attribute is nobody's"),
        new("rule-empty-fits", Rule, "{ S.Length: > 0 } text => text.S", "{ S: not null } text => text.S", "an item with an empty attribute is nobody's"),
        new("rule-unquoted", Rule, "$\"\\\\u{(int)c:x4}\"", "$\"{c}\"", "a value can be more than a parameter"),
        new("rule-goes-on", Rule, "return _order.TryParse(text, out var label, out _) ? label : null;", "if (_order.TryParse(text, out var label, out _)) { return label; }", "an item whose label cannot be is at the next one"),
    ];
}
