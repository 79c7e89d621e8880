using System.Diagnostics.Metrics;
using Trapeze.Policy.Channels;
using Trapeze.Shim.Activations;

namespace Trapeze.Shim.Telemetry;

/// <summary>One activation's measurements.</summary>
internal sealed class GuardedMeasurements(ActivationContext context) : IMeasurements
{
    public void Add<T>(Counter<T> counter, T delta, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(counter);
        if (TelemetryGate.Judge(context, ChannelKind.Metrics))
        {
            counter.Add(delta, tags);
        }
    }

    public void Record<T>(Histogram<T> histogram, T value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(histogram);
        if (TelemetryGate.Judge(context, ChannelKind.Metrics))
        {
            histogram.Record(value, tags);
        }
    }
}
