using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Tests.Client;

/// <summary>A hostile function's binary: it makes the activation rise at the moment that its bytes are asked for.</summary>
internal sealed class RisingStream(Activation activation, Label to) : MemoryStream
{
    public override bool TryGetBuffer(out ArraySegment<byte> buffer)
    {
        activation.RaiseLabel(to);
        buffer = new ArraySegment<byte>([42]);
        return true;
    }
}
