using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Logs, metrics, traces and the audit log, as channels like any other.</summary>
internal static class TelemetryMutants
{
    private const string Gate = "Trapeze.Shim/Telemetry/TelemetryGate.cs";
    private const string Logger = "Trapeze.Shim/Telemetry/GuardedLogger.cs";
    private const string Measurements = "Trapeze.Shim/Telemetry/GuardedMeasurements.cs";
    private const string Traces = "Trapeze.Shim/Telemetry/TraceGate.cs";
    private const string State = "Trapeze.Shim/Telemetry/FrozenState.cs";
    private const string Log = "Trapeze.Shim/Audit/AuditLog.cs";
    private const string Reader = "Trapeze.Shim/Audit/AuditReader.cs";
    private const string Format = "Trapeze.Shim/Audit/AuditFormat.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("telemetry-unjudged", Gate, "TryFind(running, kind, out var channel) && (running.Activation!.FlowsTo(channel.Label) || running.Activation.TrySend(channel).IsAllowed);", "TryFind(running, kind, out _);", "logs and metrics take lines of any label") { IsVisibleOutside = true },
        new("telemetry-judged-at-start", Gate, "(running.Activation!.FlowsTo(channel.Label) || running.Activation.TrySend(channel).IsAllowed)", "running.Activation!.StartLabel.FlowsTo(channel.Label)", "logs and metrics look at the label of the start") { IsVisibleOutside = true },
        new("telemetry-enabled-always", Gate, "TryFind(running, kind, out var channel) && running.Activation!.FlowsTo(channel.Label);", "TryFind(running, kind, out _);", "a function hears that its lines are written", Harm.Functional),
        new("log-unjudged", Logger, "if (TelemetryGate.Judge(running, ChannelKind.Log))", "if (true)", "the log takes lines of any label") { IsVisibleOutside = true },
        new("log-judged-before-said", Logger, "var frozen = FrozenState.Of(state, formatter(state, exception)); var said = FrozenException.Of(exception); if (TelemetryGate.Judge(running, ChannelKind.Log))", "if (TelemetryGate.Judge(running, ChannelKind.Log) && FrozenState.Of(state, formatter(state, exception)) is { } frozen && (FrozenException.Of(exception), true) is (var said, true))", "a line is made after the label was checked"),
        new("log-state-live", State, "KeyValuePair.Create(value.Key, Freeze(value.Value))", "value", "a line keeps objects that change after the check"),
        new("log-of-requests", Logger, "else if (!tellsOfRequests)", "else", "the server's lines tell of hidden requests") { IsVisibleOutside = true },
        new("counter-unjudged", Measurements, "if (TelemetryGate.Judge(context, ChannelKind.Metrics)) { counter.Add(delta, tags); }", "counter.Add(delta, tags);", "counters count what is hidden") { IsVisibleOutside = true },
        new("histogram-unjudged", Measurements, "if (TelemetryGate.Judge(context, ChannelKind.Metrics)) { histogram.Record(value, tags); }", "histogram.Record(value, tags);", "histograms record what is hidden") { IsVisibleOutside = true },
        new("span-unjudged-at-end", Traces, "&& !TelemetryGate.Permits(running, ChannelKind.Trace)) { Withhold(span); TelemetryGate.Judge", "&& false) { Withhold(span); TelemetryGate.Judge", "a span that saw what is hidden is exported") { IsVisibleOutside = true },
        new("span-gate-opened-late", "Trapeze.Shim/Telemetry/TelemetryServices.cs", "TraceGate.Open();", "", "exporters that listen first hear of spans before they are judged") { IsVisibleOutside = true, With = [new("Trapeze.Shim/Telemetry/TelemetryCheck.cs", "return Task.CompletedTask; } public Task StopAsync", "TraceGate.Open(); return Task.CompletedTask; } public Task StopAsync")] },
        new("span-gate-of-a-host", Traces, "internal static void Open() => ActivitySource.AddActivityListener(Listener);", "internal static void Open() => ActivitySource.AddActivityListener(Listener); internal static void Close() => Listener.Dispose();", "spans of what runs on when its host is gone are exported") { IsVisibleOutside = true, With = [new("Trapeze.Shim/Telemetry/TelemetryCheck.cs", "StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;", "StopAsync(CancellationToken cancellationToken) { TraceGate.Close(); return Task.CompletedTask; }")] },
        new("span-tags-kept", Traces, "span.SetTag(name, value: null);", "", "a span that is withheld keeps its tags") { IsVisibleOutside = true },
        new("span-name-kept", Traces, "span.DisplayName = \"withheld\";", "", "a span that is withheld keeps its name") { IsVisibleOutside = true },
        new("span-status-kept", Traces, "span.SetStatus(ActivityStatusCode.Unset);", "", "a span that is withheld keeps its status") { IsVisibleOutside = true },
        new("audit-read-by-all", Reader, "label.FlowsTo(clearance)", "label is not null", "the audit log is read by everybody") { IsVisibleOutside = true },
        new("audit-read-flipped", Reader, "label.FlowsTo(clearance)", "clearance.FlowsTo(label)", "the audit log is read by those below") { IsVisibleOutside = true },
        new("audit-cache-any-label", Reader, "if (!visible.TryGetValue(text, out var shown))", "if (!visible.TryGetValue(text, out var shown) && (visible.Count == 0 || (shown = visible.First().Value) is false))", "whoever may read the first record of the audit log may read all") { IsVisibleOutside = true },
        new("audit-without-reason", Format, "if (!record.Decision.IsAllowed)", "if (false)", "a refusal's reason is not recorded", Harm.Functional),
        new("audit-broken-goes-on", Log, "ThrowIfUnavailable(); _filling[_count++]", "_filling[_count++]", "what cannot be recorded happens", Harm.Functional),
        new("audit-release-not-awaited", Log, "if (record.Decision is { Rule: Rule.Declassify, IsAllowed: true })", "if (false)", "a release happens before its record is kept", Harm.Functional),
    ];
}
