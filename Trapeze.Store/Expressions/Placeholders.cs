using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>
/// The ExpressionAttributeNames and ExpressionAttributeValues of one request. All expressions of the request are parsed with the same
/// object; <see cref="EnsureUsed"/> comes last.
/// </summary>
internal sealed class Placeholders
{
    private readonly Dictionary<string, (string Name, bool Used)> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AttributeValue Value, bool Used)> _values = new(StringComparer.Ordinal);

    /// <summary>Checks and copies the request's names and values.</summary>
    /// <exception cref="ValidationException">A key or value is malformed, or a dictionary is empty.</exception>
    public Placeholders(Dictionary<string, string>? names, Dictionary<string, AttributeValue>? values)
    {
        if (names is { Count: 0 })
        {
            throw new ValidationException("ExpressionAttributeNames must not be empty");
        }

        if (values is { Count: 0 })
        {
            throw new ValidationException("ExpressionAttributeValues must not be empty");
        }

        foreach (var (key, name) in names ?? [])
        {
            _names.Add(Key("ExpressionAttributeNames", key, '#'), (Name(key, name), false));
        }

        foreach (var (key, value) in values ?? [])
        {
            _values.Add(Key("ExpressionAttributeValues", key, ':'), (Value(key, value), false));
        }
    }

    /// <summary>Refuses names and values that no expression of the request used.</summary>
    /// <exception cref="ValidationException">There are some.</exception>
    public void EnsureUsed()
    {
        EnsureNone("ExpressionAttributeNames", _names.Where(entry => !entry.Value.Used).Select(entry => entry.Key));
        EnsureNone("ExpressionAttributeValues", _values.Where(entry => !entry.Value.Used).Select(entry => entry.Key));
    }

    /// <summary>What the expressions' placeholders stand for, as one value: equal requests have equal ones.</summary>
    internal AttributeValue ToValue() => new()
    {
        M = _names.Select(name => (name.Key, new AttributeValue { S = name.Value.Name }))
            .Concat(_values.Select(value => (value.Key, value.Value.Value)))
            .ToDictionary(StringComparer.Ordinal),
    };

    internal string? Name(string placeholder)
    {
        if (!_names.TryGetValue(placeholder, out var entry))
        {
            return null;
        }

        _names[placeholder] = (entry.Name, true);
        return entry.Name;
    }

    internal AttributeValue? Value(string placeholder)
    {
        if (!_values.TryGetValue(placeholder, out var entry))
        {
            return null;
        }

        _values[placeholder] = (entry.Value, true);
        return entry.Value;
    }

    private static void EnsureNone(string parameter, IEnumerable<string> unused)
    {
        var keys = string.Join(", ", unused.Order(StringComparer.Ordinal));
        if (keys.Length > 0)
        {
            throw new ValidationException($"Value provided in {parameter} unused in expressions: keys: {{{keys}}}");
        }
    }

    private static string Key(string parameter, string key, char mark) =>
        key.Length == 0 ? throw new ValidationException($"{parameter} contains invalid key: The expression attribute map contains an empty key;")
        : Tokenizer.IsPlaceholder(key, mark) ? key
        : throw new ValidationException($"{parameter} contains invalid key: Syntax error; key: \"{key}\"");

    private static string Name(string key, string name) => string.IsNullOrEmpty(name)
        ? throw new ValidationException($"ExpressionAttributeNames contains invalid value: Empty attribute name for key {key}")
        : name;

    private static AttributeValue Value(string key, AttributeValue value)
    {
        try
        {
            return ValueValidation.Value(value);
        }
        catch (ValidationException refusal)
        {
            throw new ValidationException($"ExpressionAttributeValues contains invalid value: {refusal.Message} for key {key}");
        }
    }
}
