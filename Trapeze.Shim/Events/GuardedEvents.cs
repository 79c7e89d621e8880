using System.Text.Json;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Labels;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Events;

/// <summary>Publishes on behalf of one activation.</summary>
/// <remarks>
/// The payload is made ready first and the label judged after: what was read into it before is at that label. It learns that the event is
/// durable and nothing of its receivers, of other events, or of whether the id was known.
/// </remarks>
internal sealed class GuardedEvents(Activation activation, FlowPolicy policy, IEventTransport transport, SettledOptions settled, AuditedMonitor audited, TimeProvider time)
    : IEvents
{
    private const int MaxIdLength = 1_024;

    // So that no id a function chooses is one that the shim made.
    private const string PublishersOwn = "own:";
    private static readonly EventOptions Plain = new();

    public async Task PublishAsync<T>(string eventName, T payload, EventOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);
        var at = options?.At ?? activation.Label;
        Ask(eventName, at);
        options ??= Plain;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.DeduplicationId?.Length ?? 0, MaxIdLength, nameof(options));
        var id = options.DeduplicationId is { } own ? PublishersOwn + own : null;
        await AppendAsync(Make(eventName, bytes, at, options.Delay, id)).WaitAsync(cancellationToken);
    }

    /// <summary>Asks the monitor for every subscriber; each is asked for, so that the records show them all.</summary>
    internal void Ask(string eventName, Label at)
    {
        var subscribers = policy.Subscribers(eventName);
        if (subscribers.IsEmpty)
        {
            audited.Audit.Record(new AuditRecord(
                activation.Id, activation.Function, Decision.Refuse(Rule.Invoke, RefusalReason.NoRule), activation.Label, eventName, at));
            throw new FlowRefusedException(Rule.Invoke, eventName);
        }

        foreach (var function in subscribers)
        {
            activation.Invoke(function.Name, at);
        }
    }

    /// <summary>Adds an event that was asked for.</summary>
    internal Task AppendAsync(NewEvent added) => transport.AppendAsync(added);

    /// <summary>An event for every function that the policy starts by it.</summary>
    internal NewEvent Make(string eventName, ReadOnlyMemory<byte> payload, Label at, TimeSpan delay, string? deduplicationId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, settled.Events.MaxPayload, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, settled.Events.MaxDelay);
        return new NewEvent(
            eventName,
            at.ToString(),
            [.. policy.Subscribers(eventName).Select(function => function.Name)],
            payload,
            time.GetUtcNow() + delay,
            deduplicationId);
    }
}
