using System.Diagnostics.Metrics;

namespace Trapeze.Shim.Telemetry;

/// <summary>The metrics channel of an activation.</summary>
/// <remarks>
/// semantics §2, rule send. A measurement counts only if the activation's current label flows to the policy's <c>metrics</c>; otherwise it is
/// withheld without a word. An instrument that a function records to directly, past this, is not guarded.
/// </remarks>
public interface IMeasurements
{
    /// <summary>Adds to a counter.</summary>
    void Add<T>(Counter<T> counter, T delta, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct;

    /// <summary>Adds a value to a histogram.</summary>
    void Record<T>(Histogram<T> histogram, T value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct;
}
