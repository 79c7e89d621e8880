using Trapeze.Sandbox.Printing;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Usage;

namespace Trapeze.Sandbox.Launching;

/// <summary>What all runs of this process have in common: who traces them and who reads what they print, begun when first needed and again when lost.</summary>
internal sealed class Host
{
    private readonly Lock _lock = new();
    private readonly Lazy<Pump> _pump = new(() => new Pump());
    private Tracer? _tracer;

    internal Pump Pump => _pump.Value;

    internal Watch Watch { get; } = new();

    /// <exception cref="Kernel.KernelException">This machine does not let it trace.</exception>
    internal Tracer Tracer
    {
        get
        {
            lock (_lock)
            {
                return _tracer is { IsOver: false } ? _tracer : _tracer = Tracer.Start();
            }
        }
    }
}
