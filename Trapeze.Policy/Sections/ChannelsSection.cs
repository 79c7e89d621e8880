using System.Collections.Immutable;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>channels:</c>: what goes out, and who can see it there.</summary>
internal sealed class ChannelsSection(LabelNames names, DiagnosticBag problems)
{
    private const string Example = "such as `mail: { smtp: localhost:25, label: public }`";

    private static readonly ImmutableArray<string> Keys = [.. ChannelForm.All.Select(form => form.Key), "label", "answers"];

    internal ReplyRule? Reply { get; private set; }

    /// <summary>Whether <c>reply:</c> is there at all, right or wrong.</summary>
    internal bool HasReply { get; private set; }

    internal List<Declared<ChannelRule>> Read(MappingEntry? section)
    {
        var channels = new List<Declared<ChannelRule>>();
        foreach (var (key, value) in Shape.Entries(section, Example, problems))
        {
            if (key.Text is "reply")
            {
                HasReply = true;
                ReadReply(key, value);
            }
            else if (Shape.IsName(key, problems) && ReadChannel(key, value) is { } rule)
            {
                channels.Add(new Declared<ChannelRule>(key.Text, key.Span, rule));
            }
        }

        return channels;
    }

    private void ReadReply(ScalarNode key, SyntaxNode value)
    {
        if (value is not ScalarNode { IsMissing: false } text)
        {
            Shape.Wrong(value, "`reply` takes a label, or the word `caller`", "`reply: caller` answers each caller at that caller's own label", problems, key.Span);
        }
        else if (text.Text is "caller")
        {
            Reply = new ReplyRule(text, Label: null);
        }
        else if (!names.Order.TryGetKind(text.Text, out _) && Nearest.Find(text.Text, ["caller"]) is not null)
        {
            problems.Error(DiagnosticCode.UnknownLabel, text.Span, $"unknown label {DiagnosticText.Quote(text.Text)}", "did you mean `caller`? `reply: caller` answers each caller at that caller's own label");
        }
        else if (LabelReader.Read(text, LabelPlace.Activation, names, problems) is { } label)
        {
            Reply = new ReplyRule(text, label);
        }
    }

    private ChannelRule? ReadChannel(ScalarNode key, SyntaxNode value)
    {
        ChannelKind? observed = key.Text switch
        {
            "log" => ChannelKind.Log,
            "metrics" => ChannelKind.Metrics,
            "trace" => ChannelKind.Trace,
            _ => null,
        };
        if (observed is not null)
        {
            if (value is ScalarNode { IsMissing: false } text)
            {
                return new ChannelRule(observed.Value, Address: null, Label(text), Answers: null);
            }

            Shape.Wrong(value, $"`{key.Text}` takes a label", $"such as `{key.Text}: public`", problems, key.Span);
            return null;
        }

        return ReadNamed(key, value);
    }

    private ChannelRule? ReadNamed(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a channel", Keys, problems) is not { } fields)
        {
            return null;
        }

        var given = ChannelForm.All.Where(form => fields.Has(form.Key)).ToList();
        if (given.Count != 1 && !ChannelForm.All.Any(form => fields.Meant(form.Key)))
        {
            problems.Error(
                DiagnosticCode.ChannelKind,
                key.Span,
                given.Count > 1 ? $"the channel `{key.Text}` leads several ways" : $"the channel `{key.Text}` leads nowhere",
                $"write one of {string.Join(", ", ChannelForm.All.Select(form => $"`{form.Key}`"))}, such as `http: https://host/`; `reply`, `log`, `metrics` and `trace` are channels by their names");
        }

        var addresses = given.Select(form => fields.OptionalText(form.Key, form.Example) is { } text ? ChannelAddress.Read(form, text, problems) : null).ToList();
        var label = fields.RequiredText("label", "`label:` says who can see what goes out there", "public");
        return new ChannelRule(
            given is [var only] ? only.Kind : ChannelKind.Http,
            addresses is [var address] ? address : null,
            label is null ? null : Label(label),
            Answers(key, fields, given));
    }

    private Located<LabelTemplate>? Answers(ScalarNode key, Fields fields, List<ChannelForm> given)
    {
        if (given is [{ IsOneWay: true }] && fields.Key("answers") is { } place)
        {
            problems.Error(DiagnosticCode.NothingAnswers, place.Span, $"nothing comes back on the channel `{key.Text}`", "remove `answers`: what is sent there is sent for good");
            return null;
        }

        return fields.OptionalText("answers", "public") is { } answers ? Label(answers) : null;
    }

    private Located<LabelTemplate>? Label(ScalarNode text) =>
        LabelReader.Read(text, LabelPlace.Activation, names, problems) is { } label ? new Located<LabelTemplate>(label, text) : null;
}
