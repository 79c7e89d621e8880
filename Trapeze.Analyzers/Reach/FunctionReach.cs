using Microsoft.CodeAnalysis;

namespace Trapeze.Analyzers.Reach;

/// <summary>Which code of a compilation is judged: what functions and declassifiers reach. Everything else is composition.</summary>
/// <remarks>Found when it is first asked for: most compilations have nothing to ask about.</remarks>
internal sealed class FunctionReach(Compilation compilation)
{
    private readonly object _gate = new();
    private ReachedCode? _reached;

    internal ReachedCode Find(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _reached) is { } found)
        {
            return found;
        }

        // Not a Lazy: that would keep the exception of the one who gave up.
        lock (_gate)
        {
            _reached ??= new Tracer(compilation, cancellation).Trace();
            return _reached;
        }
    }
}
