using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Channels;

namespace Trapeze.Shim.Channels;

/// <summary>One activation's way out on one HTTP channel.</summary>
/// <remarks>semantics §2, rule send. Bound to the activation; the transport under it is shared and sees what was judged and nothing else.</remarks>
internal sealed class GuardedHttpHandler(
    Activation activation, Channel channel, HttpDestination destination, HttpTransport transport, ChannelOptions options, IAuditLog audit)
    : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (destination.Admit(request.RequestUri) is not { } target || request.Method == HttpMethod.Connect)
        {
            throw Unruled.Send(activation, channel.Name, audit);
        }

        using var frozen = await FrozenRequest.OfAsync(request, target, options.MaxOut, cancellationToken);
        activation.Send(channel);
        activation.Receive(channel);
        try
        {
            var response = await transport.SendAsync(frozen, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(options.MaxBack, cancellationToken);
            }
            catch
            {
                response.Dispose();
                throw;
            }

            response.RequestMessage = request;
            return response;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
#pragma warning disable CA1031, MA0054 // what the transport says of its failure may name what the activation cannot know
        catch (Exception)
        {
            throw new HttpRequestException($"the channel `{channel.Name}` failed");
        }
#pragma warning restore CA1031, MA0054
    }
}
