using System.Collections.Immutable;
using Trapeze.Analyzers.Rules;

namespace Trapeze.Analyzers.Ways;

/// <summary>To where people look: consoles, logs, metrics.</summary>
internal static class OutputWays
{
    internal static ImmutableArray<Way> All { get; } =
    [
        Way.Of(RuleBook.Output, "System.Console"),
        Way.AllBut(RuleBook.Output, "System.Diagnostics.Debug", "Assert"),
        Way.Of(RuleBook.Output, "System.Diagnostics.Trace"),
        Way.Of(RuleBook.Output, "System.Diagnostics.TraceSource"),
        Way.Of(RuleBook.Output, "System.Diagnostics.TraceListener+"),
        Way.Of(RuleBook.Output, "System.Diagnostics.Debugger"),
        Way.Of(RuleBook.Output, "System.Diagnostics.EventLog"),
        Way.Of(RuleBook.Output, "Microsoft.Extensions.Logging.LoggerFactory", ".ctor Create"),
        Way.Of(RuleBook.Output, "Microsoft.Extensions.Logging.ILoggerFactory", "AddProvider"),
        Way.Of(RuleBook.Output, "Microsoft.Extensions.Logging.ILoggerProvider+"),
        Way.Of(RuleBook.Output, "Serilog.Log"),
        Way.Of(RuleBook.Output, "Serilog.LoggerConfiguration"),
        Way.Of(RuleBook.Output, "NLog.LogManager"),
        Way.Of(RuleBook.Output, "log4net.LogManager"),
        Way.Of(RuleBook.Output, "Spectre.Console.AnsiConsole"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.Meter+", ".ctor"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.IMeterFactory+"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.Counter`1", "Add"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.UpDownCounter`1", "Add"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.Histogram`1", "Record"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.Gauge`1", "Record"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Metrics.MeterListener"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.ActivityListener"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.ActivitySource", "AddActivityListener"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.DiagnosticSource+"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Tracing.EventSource+"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Tracing.EventListener+"),
        Way.Of(RuleBook.OwnTelemetry, "System.Diagnostics.Tracing.DiagnosticCounter+"),
    ];
}
