using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Trapeze.Core.Audit;
using Trapeze.Core.Labels;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;
using Trapeze.Store;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>A host that AWS's events come to: the shim as it ships, over a store of its own; only what AWS keeps is kept here.</summary>
internal sealed class SourceStage : IAsyncDisposable, IAuditLog
{
    internal const string Policy = """
        trapeze: 1
        labels:
          public:
          client(id): public
          owner: client(*)
          secret: owner
        tables:
          deeds: { key: id }
        functions:
          do:    { on: [event deed, event both], raises: secret }
          other: { on: event both, raises: secret }
        sources:
          orders:   { sqs: orders, event: deed }
          open:     { sqs: open, event: deed, unsigned: public }
          guarded:  { sqs: guarded, event: deed, unsigned: client(alice) }
          ordered:  { sqs: ordered.fifo, event: deed }
          any:      { sqs: any }
          news:     { sns: news, event: deed, unsigned: public }
          heard:    { sqs: heard, from: news, event: deed, unsigned: public }
          clicks:   { kinesis: clicks, event: deed, unsigned: public }
          written:  { dynamodb: deeds, event: deed }
          shop:     { eventbridge: com.shop, event: deed, unsigned: public }
          uploads:  { s3: uploads, event: deed, unsigned: public }
          machine:  { states: machine, event: deed, unsigned: public }
          invoked:  { invoke: do, event: deed, unsigned: public }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("trapeze-").FullName;
    private readonly ConcurrentQueue<AuditRecord> _audit = new();
    private readonly ServiceProvider _services;
    private readonly EnvelopeSeal _seal;

    internal SourceStage(TimeProvider? time = null, string? serves = null, IObjectEnvelopes? objects = null, Action<TrapezeOptions>? configure = null, string policy = Policy)
    {
        Time = time ?? TimeProvider.System;
        Claims = new MemoryClaims(Time);
        var path = Path.Combine(_folder, "policy.yaml");
        File.WriteAllText(path, policy);
        var keys = new EnvelopeKeys(new EnvelopeKey("test", RandomNumberGenerator.GetBytes(32)));
        _seal = new EnvelopeSeal(keys, Time);
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(Time).AddSingleton(Deeds).AddSingleton<IClaims>(Claims).AddSingleton(new SourceOptions { QueuePrefix = "own-" }).AddSingleton(new ServedFunction(serves));
        services.AddSingleton(new TransportChoice(_ => Outbox)).AddSingleton<IHostApplicationLifetime, NoLifetime>();
        if (objects is not null)
        {
            services.AddSingleton(objects);
        }

        services.AddTrapeze(trapeze =>
        {
            trapeze.PolicyPath = path;
            trapeze.DataFolder = Path.Combine(_folder, "data");
            configure?.Invoke(trapeze);
        }).AddFunction<DeedFunction>("do").AddFunction<OtherDeedFunction>("other").UseEnvelopeKeys(keys).UseAuditLog(this);
        if (objects is null)
        {
            services.RemoveAll<IObjectEnvelopes>();
        }

        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        Events = _services.GetRequiredService<SourceEvents>();
        Runs = _services.GetRequiredService<SourceRuns>();
        Flow = _services.GetRequiredService<PolicyInForce>().Current;
    }

    internal TimeProvider Time { get; }

    internal MemoryClaims Claims { get; }

    internal Outbox Outbox { get; } = new();

    internal Deeds Deeds { get; } = new();

    internal SourceEvents Events { get; }

    internal SourceRuns Runs { get; }

    internal FlowPolicy Flow { get; }

    internal FacetedStore Store => _services.GetRequiredService<PolicyInForce>().Store;

    internal IReadOnlyList<AuditRecord> Audit => [.. _audit];

    void IAuditLog.Record(in AuditRecord record) => _audit.Enqueue(record);

    /// <summary>A message whose envelope says what it is.</summary>
    internal Message Signed(
        string source, string label, string key, DeedKind kind = DeedKind.Succeed, string name = "deed", string? function = null, string? group = null, int attempt = 1, TimeSpan due = default, string? id = null)
    {
        var body = Body(key, kind);
        return new Message(id ?? $"message-{key}", body, Seal(source, label, body, name, function, attempt, due), group);
    }

    internal string Seal(string source, string label, string body, string name = "deed", string? function = null, int attempt = 1, TimeSpan due = default, string? id = null) =>
        Seal(source, label, Encoding.UTF8.GetBytes(body), name, function, attempt, Time.GetUtcNow() + due, id);

    internal string Seal(string source, string label, ReadOnlySpan<byte> body, string name, string? function, int attempt, DateTimeOffset due, string? id) => _seal.Close(
        new Envelope
        {
            MessageId = id ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
            Source = source,
            Event = name,
            Function = function,
            Label = label,
            Attempt = attempt,
            Issued = Time.GetUtcNow(),
            Due = due,
            Expires = Time.GetUtcNow() + TimeSpan.FromDays(14),
        },
        body);

    internal static Message Plain(string key, DeedKind kind = DeedKind.Succeed, string? group = null) => new($"message-{key}", Body(key, kind), Envelope: null, group);

    internal static string Body(string key, DeedKind kind) => JsonSerializer.Serialize(new Deed(key, kind), JsonSerializerOptions.Web);

    internal SourceBatch Read(byte[] invocation) => Events.TryRead(invocation, Flow, out var batch) ? batch : throw new InvalidOperationException("none of the shapes");

    internal bool Reads(byte[] invocation) => Events.TryRead(invocation, Flow, out _);

    /// <summary>Runs an invocation to the end of all that it started.</summary>
    /// <returns>What its source is told.</returns>
    internal Task<SourceReply> RunAsync(byte[] invocation, CancellationToken stopping = default) => RunAsync(Read(invocation), stopping);

    /// <summary>Runs a batch to the end of all that it started.</summary>
    /// <returns>What its source is told.</returns>
    internal async Task<SourceReply> RunAsync(SourceBatch batch, CancellationToken stopping = default)
    {
        var run = Runs.Start(batch, stopping);
        var reply = await run.Decided;
        await run.Ended;
        return reply;
    }

    /// <summary>The ids that a reply names as failed.</summary>
    internal static IReadOnlyList<string> Failures(SourceReply reply)
    {
        using var json = JsonDocument.Parse(reply.Bytes);
        return [.. json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(item => item.GetProperty("itemIdentifier").GetString()!)];
    }

    /// <summary>What the transport would deliver of what it was given: each to its function's own queue.</summary>
    internal byte[] Delivered(NewEvent sent) => AwsEvents.Sqs($"own-{sent.Functions[0]}",
    [
        new Message(
            RandomNumberGenerator.GetHexString(32, lowercase: true),
            Encoding.UTF8.GetString(sent.Payload.Span),
            Seal($"function:{sent.Functions[0]}", sent.Label, sent.Payload.Span, sent.Name, sent.Functions[0], sent.Attempt, sent.Due, sent.MessageId)),
    ]);

    /// <summary>Every facet there is: its key, the label that it was written at, and the function.</summary>
    internal async Task<IReadOnlyList<string>> FacetsAsync()
    {
        using var lines = new StringWriter();
        await Store.ExportAsync(Flow.Order, lines);
        return
        [
            .. lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).SkipLast(1).Select(line =>
            {
                using var json = JsonDocument.Parse(line);
                var key = Encoding.UTF8.GetString(json.RootElement.GetProperty("key").GetBytesFromBase64()).TrimEnd('\0', '\u0001');
                return $"{key} at {json.RootElement.GetProperty("label").GetString()}";
            }).Order(StringComparer.Ordinal),
        ];
    }

    internal Label Label(string text) => Flow.Order.Parse(text);

    public async ValueTask DisposeAsync()
    {
        Deeds.Gate.TrySetResult();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
