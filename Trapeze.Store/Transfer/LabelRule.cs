using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Transfer;

/// <summary>Which label an item of a table that has none gets: the first of some label texts whose <c>$attributes</c> the item all has.</summary>
/// <remarks>In <c>client($customer)</c> the parameter is the value of the item's attribute <c>customer</c>, a string that is not empty or a number; a text without attributes fits every item.</remarks>
public sealed partial class LabelRule
{
    private readonly LabelOrder _order;
    private readonly IReadOnlyList<string> _templates;

    private LabelRule(LabelOrder order, IReadOnlyList<string> templates)
    {
        _order = order;
        _templates = templates;
    }

    /// <summary>The rule of some texts, asked in turn.</summary>
    /// <exception cref="ArgumentException">There is none, or one is no label of the order; the message says which and why.</exception>
    public static LabelRule Parse(LabelOrder order, IReadOnlyList<string> templates)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(templates);
        if (templates.Count == 0)
        {
            throw new ArgumentException("a rule has at least one label", nameof(templates));
        }

        foreach (var template in templates)
        {
            if (!order.TryParse(Attribute().Replace(template, "x"), out _, out var error))
            {
                throw new ArgumentException($"`{template}` is no label of the policy: {error.Message}", nameof(templates));
            }
        }

        return new LabelRule(order, templates);
    }

    /// <summary>The label of an item; <see langword="null"/> if no text fits it.</summary>
    public Label? Of(IReadOnlyDictionary<string, AttributeValue> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        foreach (var template in _templates)
        {
            if (TryFill(template, item, out var text))
            {
                // A value that no parameter can have, such as one that is too long, fits no label.
                return _order.TryParse(text, out var label, out _) ? label : null;
            }
        }

        return null;
    }

    private static bool TryFill(string template, IReadOnlyDictionary<string, AttributeValue> item, [NotNullWhen(true)] out string? text)
    {
        var fits = true;
        text = Attribute().Replace(template, name =>
        {
            var value = item.GetValueOrDefault(name.Groups["name"].Value) switch
            {
                { S.Length: > 0 } text => text.S,
                { N.Length: > 0 } number => number.N,
                _ => null,
            };
            fits &= value is not null;
            return Quoted(value ?? "");
        });
        return fits;
    }

    // Every character by its number: no value can be more than a parameter.
    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return text.Append('"').ToString();
    }

    [GeneratedRegex(@"\$(?<name>[A-Za-z0-9_.-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
