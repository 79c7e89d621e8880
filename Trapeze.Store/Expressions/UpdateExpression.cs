using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Legacy;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Expressions.Updates;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>An UpdateExpression or the legacy <c>AttributeUpdates</c>. Immutable.</summary>
internal sealed class UpdateExpression
{
    private readonly ImmutableArray<UpdateAction> _actions;
    private readonly ImmutableArray<DocumentPath> _paths;
    private readonly PathTree _targets = new();

    private UpdateExpression(List<UpdateAction> actions, IEnumerable<DocumentPath> paths, Func<string, ValidationException> refuse)
    {
        _actions = [.. actions];
        _paths = [.. paths];
        foreach (var action in actions)
        {
            _targets.Add(action.Target, refuse);
        }
    }

    /// <summary>The update of a request that names none: it creates the item if it is absent.</summary>
    public static UpdateExpression None { get; } = new([], [], reason => new ValidationException(reason));

    /// <summary>Parses an expression.</summary>
    /// <exception cref="ValidationException">It is malformed, or its paths overlap.</exception>
    public static UpdateExpression Parse(string text, Placeholders placeholders)
    {
        var reader = new TokenReader(text, "UpdateExpression", placeholders);
        return reader.Whole(() => new UpdateExpression(new UpdateParser(reader).Parse(), reader.Paths, reader.Refuse), SyntaxCheck.Update, UpdateParser.WhyNot);
    }

    /// <summary>Translates the legacy <c>AttributeUpdates</c>.</summary>
    /// <exception cref="ValidationException">They are malformed.</exception>
    public static UpdateExpression FromUpdates(Dictionary<string, AttributeValueUpdate> updates) =>
        new(LegacyUpdates.Of(updates), [], reason => new ValidationException(reason));

    /// <summary>Refuses what updates the key, or looks into it.</summary>
    /// <exception cref="ValidationException">It does.</exception>
    public void EnsureKeysAreKept(KeySchema schema)
    {
        if (_actions.FirstOrDefault(action => schema.Contains(action.Target.Attribute)) is { } offence)
        {
            throw ItemValidation.Invalid($"Cannot update attribute {offence.Target.Attribute}. This attribute is part of the key");
        }

        ConditionExpression.EnsureKeysAreScalars(_paths, schema);
    }

    /// <summary>Applies the update; neither argument is changed, and the result shares nothing with them.</summary>
    /// <param name="item">The item as it is, <c>null</c> if absent.</param>
    /// <param name="key">The validated key, of which an absent item starts.</param>
    /// <exception cref="ValidationException">The update does not fit the item, or the result is too large or too deep.</exception>
    public UpdateResult Apply(Dictionary<string, AttributeValue>? item, Dictionary<string, AttributeValue> key)
    {
        var old = item ?? key;
        var updated = ItemCopy.Of(old);
        var editor = new ItemEditor(updated);
        var size = 0;
        foreach (var action in _actions)
        {
            var outcome = action.Judge(old);
            if (outcome.Value is { } value)
            {
                // Each value counts before it is copied: lists appended to themselves must not grow past what an item may hold.
                ItemValidation.EnsureUpdatedSize(size += ItemSize.Of(value));
                outcome = UpdateOutcome.Put(ItemCopy.Of(value));
            }

            editor.Stage(action.Target, outcome);
        }

        editor.Commit();
        ItemValidation.EnsureUpdated(updated);
        return new(
            updated,
            item is null ? [] : PathProjection.Of(item, _targets),
            PathProjection.Of(updated, _targets));
    }

    /// <summary>The update as an expression that means the same; it shows no value.</summary>
    public override string ToString() => string.Join(' ', _actions
        .GroupBy(action => action.GetType().Name.Replace("Action", "", StringComparison.Ordinal).ToUpperInvariant(), StringComparer.Ordinal)
        .Select(section => $"{section.Key} {string.Join(", ", section)}"));
}
