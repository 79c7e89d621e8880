using System.Net.Mail;
using Trapeze.Policy;
using Trapeze.Shim.Channels;

namespace HelloRetail.Unguarded;

/// <summary>Sends whatever it is given.</summary>
internal sealed class UnguardedChannels(FlowPolicy policy) : IChannels
{
    public HttpClient Http(string channel) => new() { BaseAddress = policy.Channels[channel].Address };

    public async Task SendMailAsync(string channel, MailMessage message, CancellationToken cancellationToken = default)
    {
        var server = policy.Channels[channel].Address!;
        using var smtp = new SmtpClient(server.Host, server.Port);
        await smtp.SendMailAsync(message, cancellationToken);
    }

    public Task SendAsync<T>(string channel, T message, SendOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("the shop has no channel that leads to AWS");
}
