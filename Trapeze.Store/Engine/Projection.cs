using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Which parts of an item a read returns.</summary>
internal sealed class Projection
{
    private readonly ProjectionExpression? _chosen;

    private Projection(ProjectionExpression? chosen) => _chosen = chosen;

    internal bool IsWhole => _chosen is null;

    /// <summary>The attributes that it chooses, or chooses parts of.</summary>
    internal IEnumerable<string> Attributes => _chosen?.Attributes ?? [];

    /// <summary>Whether it is of a ProjectionExpression.</summary>
    internal bool IsExpression { get; private init; }

    internal static Projection Of(string? expression, List<string>? attributesToGet, Placeholders placeholders)
    {
        if (expression is not null)
        {
            var chosen = ProjectionExpression.Parse(expression, placeholders);
            return new(chosen) { IsExpression = true };
        }

        return new(attributesToGet is { Count: > 0 } ? ProjectionExpression.FromAttributes(attributesToGet) : null);
    }

    internal void EnsureKeysAreScalars(KeySchema schema) => _chosen?.EnsureKeysAreScalars(schema);

    internal Dictionary<string, AttributeValue> Apply(Dictionary<string, AttributeValue> item) => _chosen?.Apply(item) ?? item;
}
