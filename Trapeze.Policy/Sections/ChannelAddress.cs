using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Where a channel leads: an address, or what AWS calls the thing that it leads to.</summary>
internal sealed record ChannelAddress(Uri? Url, string? Target)
{
    /// <summary>Reads where a channel leads; <see langword="null"/> if that is no such place, with the problem reported.</summary>
    internal static ChannelAddress? Read(ChannelForm form, ScalarNode text, DiagnosticBag problems)
    {
        if (form.Read(text.Text) is { } address)
        {
            return address;
        }

        problems.Error(DiagnosticCode.Address, text.Span, $"{DiagnosticText.Quote(text.Text)} is not {form.What}", $"write {form.Named}");
        return null;
    }

    internal static ChannelAddress? Http(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Fragment: "", Query: "" }
            ? new ChannelAddress(url, Target: null)
            : null;

    internal static ChannelAddress? Smtp(string text) =>
        !text.Contains('/', StringComparison.Ordinal)
        && Uri.TryCreate("smtp://" + text, UriKind.Absolute, out var url)
        && url is { Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" }
        && text.EndsWith(FormattableString.Invariant($":{url.Port}"), StringComparison.Ordinal)
            ? new ChannelAddress(url, Target: null)
            : null;

    /// <summary>A queue's address: its account and its name are the whole path.</summary>
    internal static ChannelAddress? Queue(string text) =>
        Http(text) is { Url: { Segments: [_, _, var name] } url } && AwsName.IsQueue(name) ? new ChannelAddress(url, name) : null;

    internal static ChannelAddress? Topic(string text) => AwsName.OfArn(text, "sns") is { } name && AwsName.IsTopic(name) ? Aws(text) : null;

    internal static ChannelAddress? Stream(string text) => AwsName.IsStream(AwsName.OfArn(text, "kinesis", "stream/") ?? text) ? Aws(text) : null;

    internal static ChannelAddress? Bus(string text) => AwsName.IsBus(AwsName.OfArn(text, "events", "event-bus/") ?? text) ? Aws(text) : null;

    internal static ChannelAddress? StateMachine(string text) =>
        AwsName.OfArn(text, "states", "stateMachine:") is { } name && AwsName.IsStateMachine(name) ? Aws(text) : null;

    internal static ChannelAddress? Function(string text) => AwsName.IsFunction(AwsName.OfArn(text, "lambda", "function:") ?? text) ? Aws(text) : null;

    internal static ChannelAddress? Bucket(string text) => AwsName.IsBucket(text) ? Aws(text) : null;

    private static ChannelAddress Aws(string text) => new(Url: null, text);
}
