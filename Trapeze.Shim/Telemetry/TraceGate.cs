using System.Diagnostics;
using Trapeze.Policy.Channels;

namespace Trapeze.Shim.Telemetry;

/// <summary>Takes spans out of the trace when the activation that they belong to may not write there.</summary>
/// <remarks>
/// A span is judged where it starts and where it stops; a refusal is in the audit log, once a span. One that may not go out is no longer
/// recorded, which exporters pass over, and loses its name, status, tags, baggage and state. Its events, links and parent cannot be taken
/// from it: a listener that looks at spans which are not recorded sees them. The gate must listen before exporters do: it opens in
/// AddTrapeze, so that only what listens before that hears of a span's end first. It is the process's, not a host's, and never closes:
/// hidden code may run on when its host is gone. Inside of an activation there is no server's span to add tags to: its execution context is blank.
/// </remarks>
internal static class TraceGate
{
    // Its spans begin and end outside of activations; listening would make the server start one for every request.
    private const string ServerSource = "Microsoft.AspNetCore";
    private static readonly ActivityListener Listener = new()
    {
        ShouldListenTo = static source => !string.Equals(source.Name, ServerSource, StringComparison.Ordinal),
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
        ActivityStarted = Start,
        ActivityStopped = Stop,
    };

    /// <summary>Listens from now on; once is enough.</summary>
    internal static void Open() => ActivitySource.AddActivityListener(Listener);

    private static void Start(Activity span)
    {
        if (CurrentActivation.Value is { Activation: not null } running && !TelemetryGate.Permits(running, ChannelKind.Trace))
        {
            Withhold(span);
        }
    }

    // Labels only rise: what was refused at the start is refused again here, and recorded here. Recorded last: the audit log may be gone with its host.
    private static void Stop(Activity span)
    {
        if (CurrentActivation.Value is { Activation: not null } running && !TelemetryGate.Permits(running, ChannelKind.Trace))
        {
            Withhold(span);
            TelemetryGate.Judge(running, ChannelKind.Trace);
        }
    }

    private static void Withhold(Activity span)
    {
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        span.IsAllDataRequested = false;
        span.DisplayName = "withheld";
        span.TraceStateString = null;
        span.SetStatus(ActivityStatusCode.Unset);
        foreach (var (name, _) in span.TagObjects.ToList())
        {
            span.SetTag(name, value: null);
        }

        foreach (var (name, _) in span.Baggage.ToList())
        {
            span.SetBaggage(name, value: null);
        }
    }
}
