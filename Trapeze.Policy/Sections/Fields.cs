using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>A mapping with known keys: reports the others, those that are missing, and values of the wrong shape.</summary>
internal sealed class Fields
{
    private readonly MappingNode _mapping;
    private readonly SourceSpan _place;
    private readonly string _what;
    private readonly DiagnosticBag _problems;
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

    private Fields(MappingNode mapping, SourceSpan place, string what, DiagnosticBag problems)
    {
        _mapping = mapping;
        _place = place;
        _what = what;
        _problems = problems;
    }

    /// <summary>Reads <paramref name="node"/> as a mapping of <paramref name="keys"/>; <see langword="null"/> if it is none.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="place">Where to say that a key is missing.</param>
    /// <param name="what">What has these keys, such as "a channel".</param>
    /// <param name="keys">Every key that has a meaning.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="spokenOf">A key that has no meaning, and that the caller has more to say of.</param>
    internal static Fields? Of(SyntaxNode node, SourceSpan place, string what, ImmutableArray<string> keys, DiagnosticBag problems, string? spokenOf = null)
    {
        if (node is not MappingNode mapping)
        {
            Shape.Wrong(node, $"{what} is a mapping", $"it has the keys {Words(keys)}", problems, place);
            return null;
        }

        var fields = new Fields(mapping, place, what, problems);
        foreach (var (key, _) in mapping.Entries)
        {
            if (!keys.Contains(key.Text, StringComparer.Ordinal) && key.Text != spokenOf)
            {
                var nearest = Nearest.Find(key.Text, keys);
                fields._meant.Add(nearest ?? "");
                problems.Error(
                    DiagnosticCode.UnknownKey,
                    key.Span,
                    $"{what} has no key {DiagnosticText.Quote(key.Text)}",
                    nearest is null ? $"it has the keys {Words(keys)}" : $"did you mean `{nearest}`?");
            }
        }

        return fields;
    }

    internal bool Has(string key) => _mapping.Find(key) is not null;

    /// <summary>Whether a misspelt key looks like this one: it is then neither there nor missing.</summary>
    internal bool Meant(string key) => _meant.Contains(key);

    internal MappingEntry? Entry(string key) => _mapping.Find(key);

    internal ScalarNode? Key(string key) => _mapping.Find(key)?.Key;

    /// <summary>The value of a key that may be left out. A key without a value is reported.</summary>
    internal SyntaxNode? Optional(string key) => Given(key, "write one, or leave the key out");

    /// <summary>The value of a key that has to be there.</summary>
    internal SyntaxNode? Required(string key, string hint)
    {
        if (!Has(key) && !Meant(key))
        {
            _problems.Error(DiagnosticCode.MissingKey, _place, $"{_what} needs `{key}`", hint);
        }

        return Given(key, hint);
    }

    private SyntaxNode? Given(string key, string hint)
    {
        if (_mapping.Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is ScalarNode { IsMissing: true })
        {
            _problems.Error(DiagnosticCode.MissingValue, entry.Key.Span, $"`{key}` has no value", hint);
            return null;
        }

        return entry.Value;
    }

    internal ScalarNode? OptionalText(string key, string example) => Text(Optional(key), key, example);

    internal ScalarNode? RequiredText(string key, string hint, string example) => Text(Required(key, hint), key, example);

    /// <summary>The texts of a key that may be left out: one, or a list without doubles.</summary>
    internal ImmutableArray<ScalarNode> OneOrMany(SyntaxNode? value, string key, string example)
    {
        if (value is null)
        {
            return [];
        }

        if (value is not SequenceNode list)
        {
            return Text(value, key, example) is { } one ? [one] : [];
        }

        if (list.Items.IsEmpty)
        {
            _problems.Error(DiagnosticCode.MissingValue, list.Span, $"the list of `{key}` is empty", $"such as `{key}: [{example}]`");
        }

        var texts = ImmutableArray.CreateBuilder<ScalarNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (Text(item, key, example) is not { } text)
            {
                continue;
            }

            if (seen.Add(text.Text))
            {
                texts.Add(text);
            }
            else
            {
                _problems.Error(DiagnosticCode.ListedTwice, text.Span, $"{DiagnosticText.Quote(text.Text)} is in this list twice", "remove one");
            }
        }

        return texts.ToImmutable();
    }

    private static string Words(ImmutableArray<string> keys) => string.Join(", ", keys.Select(key => $"`{key}`"));

    private ScalarNode? Text(SyntaxNode? value, string key, string example)
    {
        if (value is ScalarNode { IsMissing: false } text)
        {
            return text;
        }

        if (value is not null)
        {
            Shape.Wrong(value, $"`{key}` takes text", $"such as `{key}: {example}`", _problems, value.Span);
        }

        return null;
    }
}
