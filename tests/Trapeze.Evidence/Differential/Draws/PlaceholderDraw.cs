using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Gives the names and values of a request's expressions their placeholders, and makes the mistakes that one can make with them.</summary>
internal sealed class PlaceholderDraw(Chance chance)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeValue> _values = new(StringComparer.Ordinal);

    /// <summary>The names that the request defines; <see langword="null"/> for none.</summary>
    public Dictionary<string, string>? Names => _names.Count > 0 ? _names : chance.Mistake(1) ? [] : null;

    /// <summary>The values that the request defines; <see langword="null"/> for none.</summary>
    public Dictionary<string, AttributeValue>? Values => _values.Count > 0 ? _values : chance.Mistake(1) ? [] : null;

    /// <summary>A name as an expression has it.</summary>
    public string Name(string name)
    {
        var isReserved = name is "status" or "Name";
        if (Attributes.IsPlain(name) ? chance.Of(isReserved ? 0 : 75) || chance.Mistake(2) : chance.Mistake(1))
        {
            return name;
        }

        var known = _names.FirstOrDefault(entry => entry.Value == name).Key;
        if (known is not null && chance.Of(80))
        {
            return known;
        }

        var placeholder = Fresh('#', _names.Count);
        _names[placeholder] = chance.Mistake(1) ? "" : name;
        return placeholder;
    }

    /// <summary>The name that an expression has so.</summary>
    public string NameOf(string text) => _names.GetValueOrDefault(text) ?? text;

    /// <summary>A value as an expression has it.</summary>
    public string Value(AttributeValue value)
    {
        var placeholder = Fresh(':', _values.Count);
        _values[placeholder] = value;
        return placeholder;
    }

    /// <summary>A value that the request may have defined already.</summary>
    public string ValueAgain() => _values.Count > 0 ? chance.From(_values.Keys.ToList()) : ":v0";

    /// <summary>What one can do wrong once the expressions are written.</summary>
    public void Spoil()
    {
        if (chance.Mistake(3) && _names.Count > 0)
        {
            _names.Remove(chance.From(_names.Keys.ToList()));
        }

        if (chance.Mistake(3) && _values.Count > 0)
        {
            _values.Remove(chance.From(_values.Keys.ToList()));
        }

        if (chance.Mistake(3))
        {
            _names[chance.Pick("#unused", "#", "unused", "#a-b", ":x", "#é", "##", "")] = "x";
        }

        if (chance.Mistake(3))
        {
            _values[chance.Pick(":unused", ":", "unused", ":a-b", "#x", ":é", "")] = new AttributeValue { N = "1" };
        }
    }

    private string Fresh(char mark, int count) =>
        $"{mark}{(mark == '#' ? chance.Pick("n", "_", "0", "N") : chance.Pick("v", "_", "1", "V"))}{count.ToString(CultureInfo.InvariantCulture)}";
}
