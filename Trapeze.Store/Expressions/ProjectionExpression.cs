using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>A ProjectionExpression or the legacy <c>AttributesToGet</c>. Immutable.</summary>
internal sealed class ProjectionExpression
{
    private readonly PathTree _paths = new();
    private readonly IReadOnlyCollection<DocumentPath> _chosen;
    private readonly string _text;

    private ProjectionExpression(IReadOnlyCollection<DocumentPath> paths, Func<string, ValidationException> refuse)
    {
        _chosen = paths;
        _text = string.Join(", ", paths);
        foreach (var path in paths)
        {
            _paths.Add(path, refuse);
        }
    }

    /// <summary>The attributes that its paths begin with.</summary>
    public IEnumerable<string> Attributes => _paths.Children.Keys.Select(element => element.Name).OfType<string>();

    /// <summary>Parses an expression.</summary>
    /// <exception cref="ValidationException">It is malformed, or its paths overlap.</exception>
    public static ProjectionExpression Parse(string text, Placeholders placeholders)
    {
        var reader = new TokenReader(text, "ProjectionExpression", placeholders);
        return reader.Whole(() => Paths(reader), SyntaxCheck.Projection, _ => null);
    }

    private static ProjectionExpression Paths(TokenReader reader)
    {
        do
        {
            _ = reader.Path();
        }
        while (reader.TryTake(TokenKind.Comma));

        return reader.At(TokenKind.End) ? new(reader.Paths, reader.Refuse) : throw reader.SyntaxError();
    }

    /// <summary>Translates the legacy <c>AttributesToGet</c>.</summary>
    /// <exception cref="ValidationException">A name is empty or there twice.</exception>
    public static ProjectionExpression FromAttributes(List<string> attributes)
    {
        if (attributes.Exists(string.IsNullOrEmpty))
        {
            throw ItemValidation.Invalid("Empty attribute name");
        }

        return attributes.Distinct(StringComparer.Ordinal).Count() < attributes.Count
            ? throw ItemValidation.Invalid($"Duplicate value in attribute name: {attributes.GroupBy(name => name, StringComparer.Ordinal).First(group => group.Count() > 1).Key}")
            : new(attributes.ConvertAll(name => new DocumentPath(name)), reason => new ValidationException(reason));
    }

    /// <summary>Refuses paths into key attributes.</summary>
    /// <exception cref="ValidationException">There are some.</exception>
    public void EnsureKeysAreScalars(KeySchema schema) => ConditionExpression.EnsureKeysAreScalars(_chosen, schema);

    /// <summary>The chosen parts of <paramref name="item"/>, copied; empty if it has none of them.</summary>
    public Dictionary<string, AttributeValue> Apply(Dictionary<string, AttributeValue> item) => PathProjection.Of(item, _paths);

    /// <summary>The projection as an expression that means the same.</summary>
    public override string ToString() => _text;
}
