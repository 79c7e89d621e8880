using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What leaves an application as log lines, measurements and spans: the exporters that an operator would attach.</summary>
internal sealed class Observed : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _measurements = new();
    private readonly ConcurrentQueue<string> _spans = new();
    private readonly AsyncLocal<string?> _scope = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private readonly Meter _meter;

    internal Observed(string app)
    {
        _meter = new Meter(app);
        Counter = _meter.CreateCounter<long>("count");
        Histogram = _meter.CreateHistogram<long>("size");
        Source = new ActivitySource(app);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _measurements.Enqueue($"{instrument.Name} {value} {string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        _activities = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, Source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Recorded)
                {
                    _spans.Enqueue($"{span.DisplayName} {span.Status} {span.StatusDescription} {string.Join(',', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
                }
            },
        };
    }

    internal Counter<long> Counter { get; }

    internal Histogram<long> Histogram { get; }

    internal ActivitySource Source { get; }

    internal IReadOnlyList<string> Lines => [.. _lines];

    internal IReadOnlyList<string> Measurements => [.. _measurements];

    internal IReadOnlyList<string> Spans => [.. _spans];

    /// <summary>Listens, as an exporter does from the start of its host on, which may be before the guard's own parts start.</summary>
    internal void Listen()
    {
        _meters.Start();
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Forgets the lines of the start, which tell of ports and folders.</summary>
    internal void Forget() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Write("", logLevel, formatter(state, exception), exception);

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
        _meter.Dispose();
        Source.Dispose();
    }

    private void Write(string category, LogLevel level, string text, Exception? exception) =>
        _lines.Enqueue($"{category} {level} {_scope.Value}{text} {exception?.GetType().Name}: {exception?.Message}");

    private sealed class Category(Observed observed, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            var before = observed._scope.Value;
            observed._scope.Value = $"{before}({state}) ";
            return new Scope(() => observed._scope.Value = before);
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            observed.Write(name, logLevel, formatter(state, exception), exception);
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
