using System.Diagnostics.CodeAnalysis;
using Trapeze.Core.Channels;
using Trapeze.Policy.Channels;

namespace Trapeze.Shim.Telemetry;

/// <summary>Judges what an activation writes to the log, the metrics or the traces.</summary>
/// <remarks>
/// semantics §2, rule send. What may not go out is withheld without a word to the activation; the refusal is in the audit log at the
/// activation's label, where those who may know of it can count it. Nothing is recorded of what goes out: the line itself is there.
/// </remarks>
internal static class TelemetryGate
{
    /// <summary>Whether the activation's current label flows to the channel; a policy without the channel lets nothing out.</summary>
    internal static bool Permits(IRunning running, ChannelKind kind) =>
        TryFind(running, kind, out var channel) && running.Activation!.FlowsTo(channel.Label);

    /// <summary>The same, with a record of the refusal.</summary>
    internal static bool Judge(IRunning running, ChannelKind kind) =>
        TryFind(running, kind, out var channel) && (running.Activation!.FlowsTo(channel.Label) || running.Activation.TrySend(channel).IsAllowed);

    private static bool TryFind(IRunning running, ChannelKind kind, [NotNullWhen(true)] out Channel? channel)
    {
        channel = null;
        if (running is { Activation: { } activation, Policy: { } policy } && policy.Channels.TryGetValue(NameOf(kind), out var found) && found.Kind == kind)
        {
            channel = found.For(activation.StartLabel);
        }

        return channel is not null;
    }

    private static string NameOf(ChannelKind kind) => kind switch
    {
        ChannelKind.Log => "log",
        ChannelKind.Metrics => "metrics",
        ChannelKind.Trace => "trace",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
