using System.Diagnostics;
using Trapeze.Policy.Channels;

namespace Trapeze.Shim.Telemetry;

/// <summary>Takes spans out of the trace when the activation that they belong to may not write there.</summary>
/// <remarks>
/// A span is judged where it starts and where it stops; one that may not go out is no longer recorded and loses its tags, events and
/// parent, and exporters pass over what is not recorded. The gate must listen before they do: it opens when the host starts. Inside of an activation there is no server's
/// span to add tags to: its execution context is blank.
/// </remarks>
internal sealed class TraceGate : IDisposable
{
    // Its spans begin and end outside of activations; listening would make the server start one for every request.
    private const string ServerSource = "Microsoft.AspNetCore";
    private ActivityListener? _listener;

    internal void Open()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => !string.Equals(source.Name, ServerSource, StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
            ActivityStarted = Judge,
            ActivityStopped = Judge,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener?.Dispose();

    private static void Judge(Activity span)
    {
        if (CurrentActivation.Value is not { Activation: not null } running || TelemetryGate.Permits(running, ChannelKind.Trace))
        {
            return;
        }

        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        span.IsAllDataRequested = false;
        span.DisplayName = "withheld";
        foreach (var (name, _) in span.TagObjects.ToList())
        {
            span.SetTag(name, value: null);
        }
    }
}
