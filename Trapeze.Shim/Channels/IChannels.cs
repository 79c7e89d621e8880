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

    /// <summary>Sends a message on a channel that leads to AWS: to a queue, a topic, a stream, a bus, a state machine, a function or a bucket.</summary>
    /// <remarks>
    /// With it goes an envelope that says the activation's label, signed. Nothing comes back but that AWS has it; an activation that may not see what comes back on the
    /// channel, since its label is below, is not told if AWS has not.
    /// </remarks>
    /// <param name="channel">The channel's name in the policy.</param>
    /// <param name="message">What is sent, as JSON; on a channel to a bucket, bytes are stored as they are.</param>
    /// <param name="options">What else is to be said of it; for a bucket, the object's key.</param>
    /// <param name="cancellationToken">Gives it up, sent or not.</param>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The policy names no such channel for this activation, or the current label does not flow to it.
    /// </exception>
    /// <exception cref="ArgumentException">The message is too large, or an option does not fit the channel.</exception>
    /// <exception cref="HttpRequestException">The channel failed.</exception>
    Task SendAsync<T>(string channel, T message, SendOptions? options = null, CancellationToken cancellationToken = default);
}
