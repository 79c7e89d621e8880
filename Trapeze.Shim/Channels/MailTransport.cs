using System.Net.Mail;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Channels;

/// <summary>Hands mails to their servers, each on a connection of its own.</summary>
internal sealed class MailTransport(SettledOptions options, TimeProvider time)
{
    /// <exception cref="SmtpException">The server cannot be reached or does not take the mail; the text does not say which.</exception>
    internal async Task SendAsync(string channel, Uri server, MailMessage message, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.Channels.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var client = new SmtpClient(server.Host, server.IsDefaultPort || server.Port < 0 ? 25 : server.Port);
            await client.SendMailAsync(message, both.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
#pragma warning disable CA1031, MA0054 // what the server says of its refusal may name what the activation cannot know
        catch (Exception)
        {
            throw new SmtpException($"the channel `{channel}` failed");
        }
#pragma warning restore CA1031, MA0054
    }
}
