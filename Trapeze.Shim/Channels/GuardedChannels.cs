using System.Net.Mail;
using Trapeze.Core.Activations;
using Trapeze.Core.Channels;
using Trapeze.Policy;
using Trapeze.Policy.Channels;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Channels;

/// <summary>One activation's channels.</summary>
internal sealed class GuardedChannels(
    Activation activation, FlowPolicy policy, HttpTransport http, MailTransport mail, AwsChannels aws, SettledOptions settled, AuditedMonitor audited)
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

    public async Task SendAsync<T>(string channel, T message, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        if (!policy.Channels.TryGetValue(channel, out var found) || !AwsChannels.Carries(found.Kind) || found.For(activation.StartLabel) is not { } bound)
        {
            throw Unruled.Send(activation, channel, audited.Audit);
        }

        var frozen = FrozenMessage.Of(message, options, found.Kind, settled.Channels.MaxOut);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var ready = await aws.PrepareAsync(found, policy, frozen);

            // What is in the message is of this label, whatever the activation rises to from here on.
            var at = activation.Label.ToString();
            activation.Send(bound);
            await aws.SendAsync(ready, at, cancellationToken);
        }
        catch (Exception problem) when (problem is AwsRefusedException or EnvelopeKeysUnavailableException)
        {
            if (bound.Answers.FlowsTo(activation.Label))
            {
#pragma warning disable MA0054 // what AWS says of its refusal may name what the activation cannot know
                throw new HttpRequestException($"the channel `{channel}` failed");
#pragma warning restore MA0054
            }
        }
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
