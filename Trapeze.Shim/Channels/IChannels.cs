using System.Net.Mail;

namespace Trapeze.Shim.Channels;

/// <summary>The named ways out of an activation, each guarded by the policy's label for it.</summary>
/// <remarks>semantics §2, rule send: what goes out is made ready first, then judged at the label of that moment, then sent whole or not at all.</remarks>
public interface IChannels
{
    /// <summary>A client that reaches the channel's own address and nothing else.</summary>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">The policy names no such HTTP channel for this activation.</exception>
    HttpClient Http(string channel);

    /// <summary>Sends mail on the channel.</summary>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The policy names no such mail channel for this activation, or the current label does not flow to it.
    /// </exception>
    /// <exception cref="ArgumentException">A header would break out of its line, or the message is too large.</exception>
    /// <exception cref="SmtpException">The channel failed.</exception>
    Task SendMailAsync(string channel, MailMessage message, CancellationToken cancellationToken = default);
}
