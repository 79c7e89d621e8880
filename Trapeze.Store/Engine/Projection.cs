using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Which parts of an item a read returns.</summary>
internal sealed class Projection
{
    private readonly ProjectionExpression? _chosen;

    private Projection(ProjectionExpression? chosen, string parameter) => (_chosen, Parameter) = (chosen, parameter);

    /// <summary>The parameter that it was written in.</summary>
    internal string Parameter { get; }

    internal bool IsWhole => _chosen is null;

    /// <summary>The attributes that it chooses, or chooses parts of.</summary>
    internal IEnumerable<string> Attributes => _chosen?.Attributes ?? [];

    internal static Projection Of(string? expression, List<string>? attributesToGet, Placeholders placeholders)
    {
        if (expression is not null)
        {
            return new(ProjectionExpression.Parse(expression, placeholders), "ProjectionExpression");
        }

        return new(attributesToGet is { Count: > 0 } ? ProjectionExpression.FromAttributes(attributesToGet) : null, "AttributesToGet");
    }

    internal void EnsureKeysAreScalars(KeySchema schema) => _chosen?.EnsureKeysAreScalars(schema);

    internal Dictionary<string, AttributeValue> Apply(Dictionary<string, AttributeValue> item) => _chosen?.Apply(item) ?? item;
}
