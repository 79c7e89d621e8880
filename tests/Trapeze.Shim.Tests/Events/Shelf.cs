using System.Threading.Channels;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Events;

/// <summary>What the test's event function does and has seen.</summary>
internal sealed class Shelf
{
    private readonly Channel<EventMessage> _seen = Channel.CreateUnbounded<EventMessage>();

    internal Func<EventMessage, Activation, CancellationToken, Task> Do { get; set; } = (_, _, _) => Task.CompletedTask;

    internal ValueTask<EventMessage> NextAsync() => _seen.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    internal async Task RunAsync(EventMessage message, Activation activation, CancellationToken cancellation)
    {
        _seen.Writer.TryWrite(message);
        await Do(message, activation, cancellation);
    }
}
