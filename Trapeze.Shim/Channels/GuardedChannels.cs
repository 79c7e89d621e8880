using System.Net.Mail;
using Trapeze.Core.Activations;
using Trapeze.Core.Channels;
using Trapeze.Policy;
using Trapeze.Policy.Channels;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Channels;

/// <summary>One activation's channels.</summary>
internal sealed class GuardedChannels(Activation activation, FlowPolicy policy, HttpTransport http, MailTransport mail, SettledOptions settled, AuditedMonitor audited)
    : IChannels
{
    public HttpClient Http(string channel)
    {
        var (bound, address) = Find(channel, ChannelKind.Http);
        var handler = new GuardedHttpHandler(activation, bound, new HttpDestination(address), http, settled.Channels, audited.Audit);
        return new HttpClient(handler) { BaseAddress = address, Timeout = settled.Channels.Timeout };
    }

    public async Task SendMailAsync(string channel, MailMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (bound, address) = Find(channel, ChannelKind.Smtp);
        using var frozen = await FrozenMail.OfAsync(message, settled.Channels.MaxOut, cancellationToken);
        activation.Send(bound);
        activation.Receive(bound);
        await mail.SendAsync(channel, address, frozen, cancellationToken);
    }

    private (Channel Channel, Uri Address) Find(string name, ChannelKind kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return policy.Channels.TryGetValue(name, out var found) && found.Kind == kind && found is { Address: { } address }
            && found.For(activation.StartLabel) is { } bound
            ? (bound, address)
            : throw Unruled.Send(activation, name, audited.Audit);
    }
}
