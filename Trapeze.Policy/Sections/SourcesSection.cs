using System.Collections.Immutable;
using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Sources;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>sources:</c>: where events come in from, and what a record is that nobody signed.</summary>
internal sealed class SourcesSection(LabelNames names, DiagnosticBag problems)
{
    private const string Example = "such as `orders: { sqs: retail-orders, event: order.placed }`";
    private static readonly ImmutableArray<string> Keys = [.. SourceForm.All.Select(form => form.Key), "event", "unsigned", "from"];
    private readonly Dictionary<(SourceKind Kind, string Resource), Declared<SourceRule>> _resources = [];

    internal List<Declared<SourceRule>> Read(MappingEntry? section)
    {
        var sources = new List<Declared<SourceRule>>();
        foreach (var (key, value) in Shape.Entries(section, Example, problems))
        {
            if (Shape.IsName(key, problems) && ReadSource(key, value) is { } rule)
            {
                var source = new Declared<SourceRule>(key.Text, key.Span, rule);
                sources.Add(source);
                ClaimResource(source);
            }
        }

        return sources;
    }

    private SourceRule? ReadSource(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a source", Keys, problems) is not { } fields)
        {
            return null;
        }

        var form = ReadKind(key, fields);
        var resource = form is null ? null : fields.OptionalText(form.Key, form.Example);
        if (resource is not null && !form!.IsName(resource.Text))
        {
            problems.Error(DiagnosticCode.SourceResource, resource.Span, $"{DiagnosticText.Quote(resource.Text)} is not the name of {form.What}", Named(form, resource.Text));
            resource = null;
        }

        return new SourceRule(form?.Kind, resource, ReadEvent(key, fields, form), ReadUnsigned(fields, form), ReadFrom(fields, form));
    }

    private static string Named(SourceForm form, string text)
    {
        var bare = text[(text.LastIndexOfAny(['/', ':']) + 1)..];
        return bare.Length < text.Length && form.IsName(bare) ? $"write its name alone: `{bare}`" : form.Named;
    }

    private SourceForm? ReadKind(ScalarNode key, Fields fields)
    {
        var given = SourceForm.All.Where(form => fields.Has(form.Key)).ToList();
        if (given.Count == 1)
        {
            return given[0];
        }

        if (given.Count > 1 || !SourceForm.All.Any(form => fields.Meant(form.Key)))
        {
            problems.Error(
                DiagnosticCode.SourceKind,
                given.Count > 1 ? fields.Key(given[1].Key)!.Span : key.Span,
                given.Count > 1 ? $"the source `{key.Text}` is both `{given[0].Key}` and `{given[1].Key}`" : $"the source `{key.Text}` does not say what its events come in from",
                $"write one of {string.Join(", ", SourceForm.All.Select(form => $"`{form.Key}`"))}, {Example}");
        }

        return null;
    }

    private ScalarNode? ReadEvent(ScalarNode key, Fields fields, SourceForm? form)
    {
        var name = fields.OptionalText("event", "order.placed");
        if (name is not null && !TriggerReader.IsEvent(name.Text))
        {
            TriggerReader.ReportEvent(name, 0, name.Text, problems);
            return null;
        }

        var carriesNone = fields.Has("unsigned") || form is { Kind: SourceKind.DynamoDb };
        if (carriesNone && !fields.Has("event") && !fields.Meant("event"))
        {
            problems.Error(
                DiagnosticCode.MissingKey,
                key.Span,
                "a source of records without an envelope needs `event`",
                "`event:` says which event they are; records with an envelope name it themselves");
        }

        return name;
    }

    private Label? ReadUnsigned(Fields fields, SourceForm? form)
    {
        if (form is { Kind: SourceKind.DynamoDb } && fields.Key("unsigned") is { } place)
        {
            problems.Error(
                DiagnosticCode.UnsignedNotHere, place.Span, "what comes from a table has a label: that of its facet", "remove `unsigned`; the events start at what each facet was written at");
            return null;
        }

        return fields.OptionalText("unsigned", "public") is { } text ? LabelReader.Read(text, LabelPlace.Unsigned, names, problems)?.Bind(Bindings.None) : null;
    }

    private ScalarNode? ReadFrom(Fields fields, SourceForm? form)
    {
        if (form is not null && form.Kind != SourceKind.Sqs && fields.Key("from") is { } place)
        {
            problems.Error(DiagnosticCode.SourceFrom, place.Span, $"only a queue is fed by a topic, not {form.What}", "remove `from`");
            return null;
        }

        return fields.OptionalText("from", "news");
    }

    private void ClaimResource(Declared<SourceRule> source)
    {
        if (source.Value is { Kind: { } kind, Resource: { } resource } && !_resources.TryAdd((kind, resource.Text), source))
        {
            var first = _resources[(kind, resource.Text)];
            problems.Error(
                DiagnosticCode.SourceTwice,
                resource.Span,
                $"{DiagnosticText.Quote(resource.Text)} is the source `{first.Name}` already",
                $"that is in line {first.Place.Line}; what comes from one place is one source");
        }
    }
}
