using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>What a Query or Scan shows of each item, and what of it counts.</summary>
internal sealed class Selection
{
    private readonly StoredIndex? _index;
    private readonly Projection? _projection;

    private Selection(StoredIndex? index, Projection? projection, bool countsOnly, bool fetches)
    {
        _index = index;
        _projection = projection;
        CountsOnly = countsOnly;
        Fetches = fetches;
    }

    /// <summary>Whether no item is shown.</summary>
    internal bool CountsOnly { get; }

    /// <summary>Whether it shows what a local index has not, so that each item is fetched from the table too.</summary>
    internal bool Fetches { get; }

    /// <exception cref="ValidationException">What is asked for contradicts itself, or the index does not have it.</exception>
    internal static Selection Of(StoredIndex? index, Projection projection, Select? select)
    {
        var chosen = projection.IsWhole ? null : projection;
        switch (select?.Value)
        {
            case null or "":
                break;
            case "COUNT" or "ALL_ATTRIBUTES" or "ALL_PROJECTED_ATTRIBUTES" when chosen is not null:
                throw new ValidationException($"Cannot specify the {chosen.Parameter} when choosing to get {(select.Value == "COUNT" ? "only the Count" : select.Value)}");
            case "COUNT":
                return new(index, null, countsOnly: true, fetches: false);
            case "ALL_ATTRIBUTES" when index is { IsLocal: false, Projects: not null }:
                throw ItemValidation.Invalid($"Select type ALL_ATTRIBUTES is not supported for global secondary index {index.Name} because its projection type is not ALL");
            case "ALL_ATTRIBUTES":
                return new(index, null, countsOnly: false, fetches: index?.Projects is not null);
            case "ALL_PROJECTED_ATTRIBUTES" when index is null:
                throw new ValidationException("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
            case "ALL_PROJECTED_ATTRIBUTES":
                break;
            case "SPECIFIC_ATTRIBUTES":
                _ = chosen ?? throw new ValidationException("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
                break;
            default:
                throw ItemValidation.NotOneOf("SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES", "select", select.Value);
        }

        var missing = index is null || chosen is null ? [] : chosen.Attributes.Where(attribute => !index.Shows(attribute)).ToList();
        return missing.Count > 0 && !index!.IsLocal
            ? throw ItemValidation.Invalid($"Global secondary index {index.Name} does not project [{string.Join(", ", missing)}]")
            : new(index, chosen, countsOnly: false, fetches: missing.Count > 0);
    }

    /// <summary>What of an item counts: an index has its entry alone.</summary>
    internal Dictionary<string, AttributeValue> Seen(Dictionary<string, AttributeValue> item) => _index?.Shown(item) ?? item;

    /// <summary>What of an item a filter sees: a local index fetches the rest for it.</summary>
    internal Dictionary<string, AttributeValue> Filtered(Dictionary<string, AttributeValue> item, Dictionary<string, AttributeValue> seen) =>
        _index is { IsLocal: true } ? item : seen;

    /// <summary>What is shown.</summary>
    internal Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item, Dictionary<string, AttributeValue> seen)
    {
        var from = Fetches ? item : seen;
        return _projection?.Apply(from) ?? from;
    }
}
