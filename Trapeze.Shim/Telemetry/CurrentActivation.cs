namespace Trapeze.Shim.Telemetry;

/// <summary>Which activation the running code belongs to, for judging what it writes through loggers that nobody bound to it.</summary>
/// <remarks>
/// The one ambient value, and only ever read to withhold: static loggers, clients and libraries have nothing else to be judged by. It is set
/// where an activation's code begins and flows with its execution context; what is injected in the activation's scope does not rely on it.
/// </remarks>
internal static class CurrentActivation
{
    private static readonly AsyncLocal<IRunning?> Current = new();

    internal static IRunning? Value => Current.Value;

    /// <summary>From here on, in this execution context, code belongs to <paramref name="running"/>.</summary>
    internal static void Enter(IRunning running) => Current.Value = running;
}
