using Trapeze.Policy.Channels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>channels:</c>: what goes out, and who can see it there.</summary>
internal sealed class ChannelsSection(LabelNames names, DiagnosticBag problems)
{
    private const string Example = "such as `mail: { smtp: localhost:25, label: public }`";

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
        if (Fields.Of(value, key.Span, "a channel", ["http", "smtp", "label", "answers"], problems) is not { } fields)
        {
            return null;
        }

        var http = fields.OptionalText("http", "https://cards.example/");
        var smtp = fields.OptionalText("smtp", "localhost:25");
        if (fields.Has("http") == fields.Has("smtp") && !fields.Meant("http") && !fields.Meant("smtp"))
        {
            problems.Error(
                DiagnosticCode.ChannelKind,
                key.Span,
                fields.Has("http") ? $"the channel `{key.Text}` leads two ways" : $"the channel `{key.Text}` leads nowhere",
                "write one of `http: https://host/` and `smtp: host:port`; `reply`, `log`, `metrics` and `trace` are channels by their names");
        }

        var label = fields.RequiredText("label", "`label:` says who can see what goes out there", "public");
        var answers = fields.OptionalText("answers", "public");
        return new ChannelRule(
            http is null ? ChannelKind.Smtp : ChannelKind.Http,
            http is null ? Smtp(smtp) : Http(http),
            label is null ? null : Label(label),
            answers is null ? null : Label(answers));
    }

    private Located<LabelTemplate>? Label(ScalarNode text) =>
        LabelReader.Read(text, LabelPlace.Activation, names, problems) is { } label ? new Located<LabelTemplate>(label, text) : null;

    private Uri? Http(ScalarNode text)
    {
        if (Uri.TryCreate(text.Text, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Fragment: "", Query: "" })
        {
            return address;
        }

        problems.Error(
            DiagnosticCode.Address,
            text.Span,
            $"{DiagnosticText.Quote(text.Text)} is not the address of a destination",
            "write `http://host/` or `https://host:port/path/`, without user, query or fragment");
        return null;
    }

    private Uri? Smtp(ScalarNode? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!text.Text.Contains('/', StringComparison.Ordinal)
            && Uri.TryCreate("smtp://" + text.Text, UriKind.Absolute, out var address)
            && address is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" }
            && text.Text.EndsWith(FormattableString.Invariant($":{address.Port}"), StringComparison.Ordinal))
        {
            return address;
        }

        problems.Error(DiagnosticCode.Address, text.Span, $"{DiagnosticText.Quote(text.Text)} is not the address of a mail server", "write `host:port`, such as `localhost:25`");
        return null;
    }
}
