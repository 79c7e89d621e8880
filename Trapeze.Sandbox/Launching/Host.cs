using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Printing;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Usage;
using Trapeze.Sandbox.Views;

namespace Trapeze.Sandbox.Launching;

/// <summary>What all runs of this process have in common: who launches them and who reads what they print, begun when first needed and again when lost.</summary>
/// <param name="support">What this machine has.</param>
internal sealed class Host(Func<SandboxSupport> support)
{
    private readonly Lock _lock = new();
    private readonly Lazy<SandboxSupport> _support = new(support);
    private readonly Lazy<Pump> _pump = new(() => new Pump());
    private readonly Dictionary<(bool IsTraced, NamespaceWay Way, bool HasNetwork), (ILauncher Launcher, ViewCache Views)> _launchers = [];

    internal SandboxSupport Support => _support.Value;

    internal Pump Pump => _pump.Value;

    internal Watch Watch { get; } = new();

    /// <summary>Who launches what is confined by this.</summary>
    /// <exception cref="Kernel.KernelException">This machine does not let it be confined so.</exception>
    internal (ILauncher Launcher, ViewCache Views) LauncherOf(Rung rung)
    {
        var kind = (rung.IsTraced, rung.Namespaces, rung.Namespaces != NamespaceWay.None && rung.HasNetwork);
        lock (_lock)
        {
            if (_launchers.TryGetValue(kind, out var known))
            {
                if (!known.Launcher.IsOver)
                {
                    return known;
                }

                known.Views.Dispose();
            }

            ILauncher launcher = rung.IsTraced ? Tracer.Start(rung) : UntracedLauncher.Start(rung.Namespaces);
            return _launchers[kind] = (launcher, new ViewCache(launcher));
        }
    }
}
