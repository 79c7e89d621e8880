using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Events;

internal sealed class ShelfFunction(Shelf shelf, Activation activation) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken) => shelf.RunAsync(message, activation, cancellationToken);
}
