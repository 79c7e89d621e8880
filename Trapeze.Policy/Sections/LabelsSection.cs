using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>labels:</c>: each label with what lies directly below it.</summary>
internal sealed class LabelsSection(DiagnosticBag problems)
{
    private const string Example = "such as `owner: [client(*), public]`";

    private readonly Dictionary<string, Declaration> _byName = new(StringComparer.Ordinal);
    private readonly List<Declaration> _declarations = [];

    internal LabelNames Read(MappingEntry? section, LabelOrder? reuse)
    {
        var before = problems.Count;
        foreach (var (key, below) in Shape.Entries(section, Example, problems))
        {
            Declare(key, below);
        }

        var steps = new List<LabelStep>();
        foreach (var declaration in _declarations)
        {
            ReadBelow(declaration, steps);
        }

        var lower = steps.Select(step => step.Lower).ToHashSet(StringComparer.Ordinal);
        LabelCycles.Remove(steps, problems);
        var builder = LabelOrder.CreateBuilder();
        foreach (var declaration in _declarations)
        {
            builder.Declare(declaration.Name, declaration.Parameter);
        }

        foreach (var step in steps)
        {
            builder.Below(step.Lower, step.Upper, step.Relation);
        }

        var order = builder.Build();
        var places = _declarations.ToDictionary(declaration => declaration.Name, declaration => declaration.Key.Span, StringComparer.Ordinal);
        var names = new LabelNames(reuse is not null && reuse.IsSameAs(order) ? reuse : order, places, section?.Key.Span.Line ?? 0, problems.Count == before);
        foreach (var name in lower)
        {
            names.Use(name);
        }

        return names;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 128 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static (string Name, string? Parameter) Split(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && text.EndsWith(')') ? (text[..open].TrimEnd(), text[(open + 1)..^1].Trim()) : (text, null);
    }

    private void Declare(ScalarNode key, SyntaxNode below)
    {
        var (name, parameter) = Split(key.Text);
        if (name is "top" or "bottom" or "caller" or "verified" or "anonymous")
        {
            problems.Error(DiagnosticCode.ReservedLabel, key.Span, $"`{name}` cannot be declared", "the word has a meaning of its own; take another name");
        }
        else if (!IsName(name) || (parameter is not null && !IsName(parameter)))
        {
            problems.Error(
                DiagnosticCode.NotAName,
                key.Span,
                $"{DiagnosticText.Quote(key.Text)} cannot be a label's name",
                "write `owner` for one label, `client(id)` for a family with one label for every id; letters, digits, `-` and `_`");
        }
        else if (_byName.TryGetValue(name, out var first))
        {
            problems.Error(DiagnosticCode.LabelTwice, key.Span, $"the label `{name}` is declared twice", $"the first one is in line {first.Key.Span.Line}");
        }
        else
        {
            var declaration = new Declaration(name, parameter, key, below);
            _byName.Add(name, declaration);
            _declarations.Add(declaration);
        }
    }

    private void ReadBelow(Declaration upper, List<LabelStep> steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = upper.Below is SequenceNode list ? list.Items.AsEnumerable() : [upper.Below];
        foreach (var item in items)
        {
            if (item is not ScalarNode text)
            {
                Shape.Wrong(item, "what lies below a label is a label or a list of labels", Example, problems, upper.Key.Span);
            }
            else if (text.Text.Length == 0)
            {
                if (upper.Below is SequenceNode || !text.IsMissing)
                {
                    problems.Error(DiagnosticCode.MissingValue, text.Span, "a label is missing here", Example);
                }
            }
            else if (!seen.Add(text.Text))
            {
                problems.Error(DiagnosticCode.ListedTwice, text.Span, $"{DiagnosticText.Quote(text.Text)} is in this list twice", "remove one");
            }
            else if (ReadStep(upper, text) is { } step)
            {
                steps.Add(step);
            }
        }
    }

    private LabelStep? ReadStep(Declaration upper, ScalarNode text)
    {
        var (name, parameter) = Split(text.Text);
        if (text.Text.AsSpan().IndexOfAny("&|!$") >= 0)
        {
            problems.Error(DiagnosticCode.FormulaNotHere, text.Span, "only declared labels lie below a label", $"write a list of them, {Example}");
            return null;
        }

        if (!_byName.TryGetValue(name, out var lower))
        {
            var nearest = Nearest.Find(name, _byName.Keys.Where(other => !string.Equals(other, upper.Name, StringComparison.Ordinal)));
            var hint = name is "top" or "bottom" ? "`bottom` is below and `top` above every label already"
                : nearest is null ? "every label is an entry of its own under `labels:`"
                : $"did you mean `{_byName[nearest].Key.Text}`, declared in line {_byName[nearest].Key.Span.Line}?";
            problems.Error(DiagnosticCode.UnknownLabel, text.Span, $"unknown label {DiagnosticText.Quote(text.Text)}", hint);
            return null;
        }

        if (lower.Parameter is null != parameter is null)
        {
            problems.Error(
                DiagnosticCode.Parameter,
                text.Span,
                lower.Parameter is null ? $"the label `{name}` takes no parameter" : $"the family `{lower.Key.Text}` needs a parameter",
                lower.Parameter is null ? $"write `{name}`" : $"write `{name}(*)` for every member{SameHint(upper, name)}");
            return null;
        }

        if (parameter is null or "*")
        {
            return new LabelStep(name, upper.Name, KindRelation.Every, text);
        }

        if (upper.Parameter is not null && string.Equals(parameter, upper.Parameter, StringComparison.Ordinal))
        {
            return new LabelStep(name, upper.Name, KindRelation.SameParameter, text);
        }

        problems.Error(
            DiagnosticCode.ForeignParameter,
            text.Span,
            $"{DiagnosticText.Quote(parameter)} is not the parameter of `{upper.Key.Text}`",
            $"write `{name}(*)` for every member{SameHint(upper, name)}");
        return null;
    }

    private static string SameHint(Declaration upper, string name) =>
        upper.Parameter is null ? "" : $", `{name}({upper.Parameter})` for the one with the same {upper.Parameter}";

    private sealed record Declaration(string Name, string? Parameter, ScalarNode Key, SyntaxNode Below);
}
