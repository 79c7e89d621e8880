using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What functions send out: requests, mail, events, releases.</summary>
internal static class ChannelMutants
{
    private const string Http = "Trapeze.Shim/Channels/GuardedHttpHandler.cs";
    private const string Channels = "Trapeze.Shim/Channels/GuardedChannels.cs";
    private const string Destination = "Trapeze.Shim/Channels/HttpDestination.cs";
    private const string Request = "Trapeze.Shim/Channels/FrozenRequest.cs";
    private const string Mail = "Trapeze.Shim/Channels/FrozenMail.cs";
    private const string Transport = "Trapeze.Shim/Channels/HttpTransport.cs";
    private const string Release = "Trapeze.Shim/Declassification/GuardedRelease.cs";
    private const string Bits = "Trapeze.Shim/Declassification/ReleasedBits.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("http-send-unchecked", Http, "activation.Send(channel);", "", "requests go out whatever the label") { IsVisibleOutside = true },
        new("http-receive-unchecked", Http, "activation.Receive(channel);", "", "answers come in whatever the label") { IsVisibleOutside = true },
        new("http-checked-before-frozen", Http, "using var frozen = await FrozenRequest.OfAsync(request, target, options.MaxOut, cancellationToken); activation.Send(channel);", "activation.Send(channel); using var frozen = await FrozenRequest.OfAsync(request, target, options.MaxOut, cancellationToken);", "a request's body is made after the label was checked"),
        new("http-body-not-copied", Request, "frozen.Content = new ByteArrayContent(body.ToArray());", "frozen.Content = new StreamContent(content.ReadAsStream(cancellation));", "a request's body is still in its maker's hands") { With = [new(Request, "await content.LoadIntoBufferAsync(maxBody, cancellation);", "")] },
        new("http-any-channel", Channels, "activation.StartLabel) is { } bound", "policy.Order.Top) is { } bound", "a family's channel is bound to nobody", Harm.Functional),
        new("http-any-kind", Channels, "found.Kind == kind &&", "", "mail goes to a web server", Harm.Functional),
        new("http-any-scheme", Destination, "Equal(canonical.Scheme, _address.Scheme) &&", "", "a channel is reached without encryption"),
        new("http-any-host", Destination, "&& Equal(canonical.IdnHost, _address.IdnHost)", "", "a channel leads to every host") { IsVisibleOutside = true },
        new("http-any-port", Destination, "&& canonical.Port == _address.Port", "", "a channel leads to every port") { IsVisibleOutside = true },
        new("http-any-user", Destination, "&& canonical.UserInfo.Length == 0", "", "a channel's address may name a user"),
        new("http-any-path", Destination, "&& IsBelow(canonical.AbsolutePath)", "", "a channel leads to what is beside its path") { IsVisibleOutside = true },
        new("http-path-prefix", Destination, "&& (path.Length == _prefix.Length || path[_prefix.Length] == '/')", "", "a channel leads to paths that only begin like its own"),
        new("http-escaped-slash", Destination, "&& !path.Contains(\"%2f\", StringComparison.OrdinalIgnoreCase)", "", "an escaped slash leads out of a channel's path"),
        new("http-escaped-dot", Destination, "&& !path.Contains(\"%2e\", StringComparison.OrdinalIgnoreCase)", "", "an escaped dot leads out of a channel's path") { Equivalent = "`Uri` unescapes an escaped dot while it makes the canonical form, so that none is left to be found; the check stays for a `Uri` that would not" },
        new("http-cookies-kept", Transport, "UseCookies = false", "UseCookies = true", "cookies of one activation go out with the next") { IsVisibleOutside = true },
        new("http-redirects", Transport, "AllowAutoRedirect = false", "AllowAutoRedirect = true", "a channel's server leads on to any other"),
        new("http-failure-tells", Http, "throw new HttpRequestException($\"the channel `{channel.Name}` failed\");", "throw;", "the text of a channel's failure is the transport's", Harm.Functional),
        new("http-host-header", Request, "\"Host\",", "", "a request names another host", Harm.Functional),
        new("mail-send-unchecked", Channels, "activation.Send(bound); activation.Receive(bound);", "activation.Receive(bound);", "mail goes out whatever the label"),
        new("mail-receive-unchecked", Channels, "activation.Send(bound); activation.Receive(bound);", "activation.Send(bound);", "the mail server's answer comes in whatever the label"),
        new("mail-checked-before-frozen", Channels, "using var frozen = await FrozenMail.OfAsync(message, settled.Channels.MaxOut, cancellationToken); activation.Send(bound);", "activation.Send(bound); using var frozen = await FrozenMail.OfAsync(message, settled.Channels.MaxOut, cancellationToken);", "mail is made after the label was checked"),
        new("mail-line-broken", Mail, "text?.Any(c => char.IsControl(c) || c is '\\u2028' or '\\u2029') is true", "text is \"\\r\\n\"", "a subject can add headers and receivers", Harm.Functional),

        new("release-into-table-unchecked", Release, "activation.Declassify(bound, table);", "", "a release into a table asks for no label"),
        new("release-into-event-unchecked", Release, "activation.Declassify(declassifier, eventName);", "", "a release into an event asks for no label") { IsVisibleOutside = true },
        new("release-checked-before-run", Release, "var released = Run(declassifier, eventName, () => port.Release(input)); activation.Declassify(declassifier, eventName);", "activation.Declassify(declassifier, eventName); var released = Run(declassifier, eventName, () => port.Release(input));", "trusted code runs after the label was checked") { Near = "Trapeze.Shim/Declassification/RisingInput.cs" },
        new("release-below-target", Release, "policies.Store.ClientAt(bound.To)", "policies.Store.ClientAt(bound.To.Order.Bottom)", "what is released into a table lies below its target") { Near = "Trapeze.Shim/Declassification/Release.cs" },
        new("release-event-below-target", Release, "Merge(payload, released), declassifier.To,", "Merge(payload, released), declassifier.To.Order.Bottom,", "what is released into an event lies below its target"),
        new("release-prepared-unasked", Release, "events.Ask(eventName, bound.To);", "", "an event is prepared for what the activation may not start") { IsVisibleOutside = true },
        new("release-any-bits", "Trapeze.Shim/Declassification/DeclassifierCodes.cs", "if (bits is null || bits > limit + 1e-9)", "if (false)", "a declassifier returns more bits than the policy says"),
        new("release-undefined-value", Bits, "IsCounted(object? value) => value is not Enum || Enum.IsDefined(value.GetType(), value);", "IsCounted(object? value) => true;", "a declassifier returns a number that is no value of its enumeration"),
        new("release-failure-tells", Release, "catch (Exception) { throw Refuse(declassifier.Name, RefusalReason.MonitorFault, sink); }", "catch (Exception) { throw; }", "what trusted code throws reaches the function", Harm.Functional),
        new("release-id-of-time", Release, "$\"release:{record}:{_prepared.AddOrUpdate((declassifier, eventName), 1, static (_, count) => count + 1)}:{declassifier}\"", "$\"release:{record}:{Guid.NewGuid()}:{declassifier}\"", "a release is made again when its event is tried again", Harm.Functional),
    ];
}
