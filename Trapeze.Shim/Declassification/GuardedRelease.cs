using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Declassification;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Declassification;

/// <summary>One activation's releases.</summary>
/// <remarks>The trusted code runs first and its result is made ready; then the monitor is asked, at a label that covers all that went in.</remarks>
internal sealed class GuardedRelease(
    Activation activation, ActivationContext context, FlowPolicy policy, GuardedEvents events, DeclassifierCodes codes, PolicyInForce policies, AuditedMonitor audited) : IRelease
{
    private const string Released = "released";

    // A record that was tried before a long stop of the host is tried again after it.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);
    private readonly ConcurrentDictionary<(string Declassifier, string Event), int> _prepared = new();

    public PreparedRelease Prepare<T>(string declassifier, string eventName, T payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var (bound, code) = Find(declassifier, eventName);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);
        RequireObject(bytes);
        events.Ask(eventName, bound.To);
        return new GuardedPreparedRelease(this, bound, code, eventName, bytes, NextId(declassifier, eventName));
    }

    public async Task IntoTableAsync<TIn>(string declassifier, string table, TIn input, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        cancellationToken.ThrowIfCancellationRequested();
        var (bound, code) = Find(declassifier, table);
        if (code.Code is not IDeclassifier<TIn, Dictionary<string, AttributeValue>> trusted)
        {
            throw new ArgumentException($"the declassifier makes no item of {typeof(TIn).Name}", nameof(input));
        }

        var item = Run(bound, table, () => FrozenItem.Of(trusted.Release(input)));
        activation.Declassify(bound, table);
        await policies.Store.ClientAt(bound.To).PutItemAsync(new PutItemRequest { TableName = table, Item = item }, cancellationToken);
    }

    public async Task IntoEventAsync<TIn>(string declassifier, string eventName, TIn input, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellationToken.ThrowIfCancellationRequested();
        var (bound, code) = Find(declassifier, eventName);
        var port = code.PortFor(typeof(TIn)) ?? throw new ArgumentException($"the declassifier takes no {typeof(TIn).Name}", nameof(input));
        await CompleteAsync(bound, port, input, eventName, "{}"u8.ToArray(), id: null);
    }

    internal async Task CompleteAsync(Declassifier declassifier, ReleasePort port, object? input, string eventName, byte[] payload, string? id)
    {
        var released = Run(declassifier, eventName, () => port.Release(input));
        activation.Declassify(declassifier, eventName);
        await events.AppendAsync(events.Make(eventName, Merge(payload, released), declassifier.To, TimeSpan.Zero, id) with { Remembered = Remembered });
    }

    // Counted at labels that flow to the target, so that the id tells nobody there anything: it is of the record and the calls before.
    private string? NextId(string declassifier, string eventName) => context.Record is { } record
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"release:{record}:{_prepared.AddOrUpdate((declassifier, eventName), 1, static (_, count) => count + 1)}:{declassifier}")
        : null;

    private static void RequireObject(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("the payload is not an object", nameof(payload));
        }

        if (json.RootElement.EnumerateObject().Any(member => string.Equals(member.Name, Released, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"the payload has a member `{Released}`", nameof(payload));
        }
    }

    private static ReadOnlyMemory<byte> Merge(byte[] payload, byte[] released)
    {
        var buffer = new ArrayBufferWriter<byte>(payload.Length + released.Length + 16);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        using (var json = JsonDocument.Parse(payload))
        {
            foreach (var member in json.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        writer.WritePropertyName(Released);
        writer.WriteRawValue(released);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private (Declassifier Bound, DeclassifierCode Code) Find(string name, string sink)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return policy.Declassifiers.TryGetValue(name, out var found)
            && string.Equals(found.Function, activation.Function, StringComparison.Ordinal)
            && found.Into.Contains(sink, StringComparer.Ordinal)
            && codes.For(found) is { } code
            && found.For(activation.StartLabel) is { } bound
            ? (bound, code)
            : throw Refuse(name, RefusalReason.NoRule, sink);
    }

    // The code is trusted, its exceptions' texts are not meant for anybody: nothing of them goes on.
    private T Run<T>(Declassifier declassifier, string sink, Func<T> code)
    {
#pragma warning disable CA1031, MA0054 // whatever fails, nothing is released and nothing is said
        try
        {
            return code();
        }
        catch (Exception)
        {
            throw Refuse(declassifier.Name, RefusalReason.MonitorFault, sink);
        }
#pragma warning restore CA1031, MA0054
    }

    private FlowRefusedException Refuse(string declassifier, RefusalReason reason, string sink)
    {
        var decision = Decision.Refuse(Rule.Declassify, reason);
        audited.Audit.Record(new AuditRecord(activation.Id, activation.Function, decision, activation.Label, declassifier, Target: null) { Sink = sink });
        return new FlowRefusedException(Rule.Declassify, declassifier);
    }
}
