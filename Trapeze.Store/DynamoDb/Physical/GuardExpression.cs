using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A guard as a condition that DynamoDB tests in the same step.</summary>
/// <remarks>A comparison with what is not there does not hold, so that its negation does.</remarks>
internal sealed class GuardExpression
{
    private GuardExpression(string text, Dictionary<string, string> names, Dictionary<string, AttributeValue> values)
    {
        Text = text;
        Names = names;
        Values = values;
    }

    internal string Text { get; }

    internal Dictionary<string, string> Names { get; }

    internal Dictionary<string, AttributeValue> Values { get; }

    /// <param name="guard">The guard.</param>
    /// <param name="facet">What is to be put if it holds; <see langword="null"/> for nothing.</param>
    internal static GuardExpression Of(CellGuard guard, StoredFacet? facet)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        if (guard.Below is { } number)
        {
            values[":r"] = FacetAttributes.BytesOf(FacetRecord.BeginningOf(facet!.Origin, number));
            return new($"NOT {FacetAttributes.Record} >= :r", [], values);
        }

        if (guard.Expected is not { } expected)
        {
            return new($"attribute_not_exists({FacetAttributes.Record})", [], values);
        }

        values[":r"] = FacetAttributes.BytesOf(FacetRecord.BeginningOf(expected));
        return new($"begins_with({FacetAttributes.Record}, :r)", [], values);
    }

    internal static GuardExpression Of(InboxGuard guard)
    {
        var text = new StringBuilder($"NOT {FacetAttributes.Seen}.#o >= :o");
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["#o"] = guard.Origin };
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":o"] = FacetAttributes.NumberOf(guard.Number) };
        for (var at = 0; at < guard.Seen.Length; at++)
        {
            var (source, position) = guard.Seen[at];
            var name = at.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $" AND NOT {FacetAttributes.Seen}.#{name} > :{name}");
            names[$"#{name}"] = source;
            values[$":{name}"] = FacetAttributes.NumberOf(position);
        }

        if (guard.IsFirst)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND (attribute_not_exists({FacetAttributes.Record}) OR begins_with({FacetAttributes.Record}, :origin))");
            values[":origin"] = FacetAttributes.BytesOf(FacetRecord.BeginningOf(guard.Origin));
        }

        return new(text.ToString(), names, values);
    }
}
