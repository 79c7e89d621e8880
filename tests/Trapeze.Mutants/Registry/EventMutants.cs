using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Queued events: which label they carry, in whose lane they wait, what is kept of them.</summary>
internal static class EventMutants
{
    private const string Events = "Trapeze.Shim/Events/GuardedEvents.cs";
    private const string Attempts = "Trapeze.Shim/Events/EventAttempts.cs";
    private const string Activations = "Trapeze.Shim/Events/EventActivations.cs";
    private const string File = "Trapeze.Shim/Events/QueueFile.cs";
    private const string Queue = "Trapeze.Shim/Events/EventQueue.cs";
    private const string Lanes = "Trapeze.Shim/Events/Lanes.cs";
    private const string Commit = "Trapeze.Shim/Events/GroupCommit.cs";
    private const string Worker = "Trapeze.Shim/Events/EventWorker.cs";
    private const string Place = "Trapeze.Shim/Events/EventPlace.cs";
    private const string Slot = "Trapeze.Shim/Events/EventSlot.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("event-unchecked", Events, "activation.Invoke(function.Name, at);", "", "events start functions at any label") { IsVisibleOutside = true },
        new("event-at-start-label", Events, "at.ToString(),", "activation.StartLabel.ToString(),", "an event carries the label that its publisher started at") { IsVisibleOutside = true },
        new("event-at-bottom", Events, "at.ToString(),", "policy.Order.Bottom.ToString(),", "every event is public") { IsVisibleOutside = true },
        new("event-checked-before-made", Events, "var bytes = JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web); var at = options?.At ?? activation.Label; Ask(eventName, at);", "var at = options?.At ?? activation.Label; Ask(eventName, at); var bytes = JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);", "an event's payload is made after the label was checked"),
        new("event-place-kept-at-raise", Place, "slot.GiveBack();", "", "what hangs above its event keeps a place of all labels' for as long as patience lasts") { Near = "Trapeze.Shim/Events/RisenEvents.cs" },
        new("event-unruled", Events, "if (subscribers.IsEmpty)", "if (false)", "an event that nobody subscribes to is no error", Harm.Functional),
        new("event-id-of-shim", Events, "PublishersOwn + own", "own", "a publisher chooses an id that the shim makes", Harm.Functional) { Near = "Trapeze.Shim/Declassification/RetriedRelease.cs" },
        new("event-id-shared", File, "Run(_remember, added.Name, added.Label, added.DeduplicationId,", "Run(_remember, added.Name, \"\", added.DeduplicationId,", "an event is dropped because a hidden one has its id") { IsVisibleOutside = true },
        new("event-id-ignored", File, "if (added.DeduplicationId is not null)", "if (false)", "an event with a known id is published again", Harm.Functional),
        new("event-starts-at-bottom", Activations, "Label = message.Label,", "Label = policy.Order.Bottom,", "every event's function starts at ⊥") { IsVisibleOutside = true },
        new("event-rises-anywhere", Activations, "Clearance = clearance,", "Clearance = Trapeze.Core.Activations.Clearance.Everything,", "an event's function rises anywhere", Harm.Functional),
        new("event-unsubscribed", Activations, "!policy.Subscribers(record.Event).Any(function => string.Equals(function.Name, record.Function, StringComparison.Ordinal))", "!policy.Functions.ContainsKey(record.Function)", "an event starts a function that no longer subscribes", Harm.Functional),
        new("event-run-without-activation", Activations, "CurrentActivation.Enter(scope.ServiceProvider.GetRequiredService<ActivationContext>());", "", "nobody knows which activation a line of a log belongs to") { IsVisibleOutside = true },
        new("event-lane-shared", File, "added.Label, added.Due));", "\"\", added.Due));", "events wait behind hidden ones") { IsVisibleOutside = true },
        new("event-lanes-counted-together", Lanes, "if (lane.Running >= concurrencyPerLabel || !lane.IsDue(now))", "if (_lanes.Values.Sum(each => each.Running) >= concurrencyPerLabel || !lane.IsDue(now))", "hidden events that run take the room of others") { IsVisibleOutside = true },
        new("event-lane-kept-at-raise", "Trapeze.Shim/Events/EventRun.cs", "_onRise?.Invoke(to);", "", "an event that rose keeps its place in the lane below") { IsVisibleOutside = true },
        new("event-lane-kept-for-retry", Attempts, "queue.FailAsync(record with { Label = place.Label })", "queue.FailAsync(record)", "an event that rose waits for its next try in the lane below") { Near = "Trapeze.Shim/Events/RisenEvents.cs", IsVisibleOutside = true },
        new("event-room-freed-by-hidden-end", Activations, "if (!hasRisen) { slot.Release(); }", "slot.Release();", "room for events that rise comes free when a hidden one ends") { Near = "Trapeze.Shim/Events/RisenEvents.cs", IsVisibleOutside = true },
        new("event-quota-unbounded", Activations, "else if (_quota.TryTake(label) is { } slot)", "else if ((_quota.TryTake(label) ?? new RisingSlot(_quota, label)) is { } slot)", "events that rise have no bound", Harm.Functional) { Near = "Trapeze.Shim/Events/RisenEvents.cs" },
        new("event-slot-kept", Slot, "patience, Timeout.InfiniteTimeSpan);", "Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);", "hidden events that hang take the room of all") { IsVisibleOutside = true },
        new("event-acknowledged-before-commit", Commit, "work.Apply(_file); } _file.Commit();", "work.Apply(_file); work.Succeed(); } _file.Commit();", "an event is acknowledged before it is kept", Harm.Functional) { With = [new(Commit, "#pragma warning restore CA1031 foreach (var work in group) { work.Succeed(); }", "")] },
        new("event-not-retried", Queue, "if (record.Attempt > _options.Retries.Length)", "if (true)", "an event that fails is not tried again", Harm.Functional),
        new("event-retried-for-ever", Queue, "if (record.Attempt > _options.Retries.Length) { return SetAsideAsync(record, SetAsideReason.Failed); } var due = _time.GetUtcNow() + _options.Retries[record.Attempt - 1];", "var due = _time.GetUtcNow() + _options.Retries[Math.Min(record.Attempt, _options.Retries.Length) - 1];", "an event that fails is tried for ever", Harm.Functional),
        new("event-completed-not-removed", Attempts, "EventOutcome.Completed => queue.CompleteAsync(record),", "EventOutcome.Completed => queue.FailAsync(record),", "an event that was done is done again", Harm.Functional),
        new("event-lane-order", Lanes, "lane.Records.Enqueue(record, (record.Due, _arrivals++));", "lane.Records.Enqueue(record, (record.Due, -_arrivals++));", "of events due together, the last comes first", Harm.Functional),
        new("event-lane-never-freed", Worker, "place.Leave();", "", "a lane counts what has ended", Harm.Functional),
        new("set-aside-read-by-all", "Trapeze.Shim/Events/SetAsideReader.cs", "carried.FlowsTo(clearance)", "carried is not null", "what was set aside is read by everybody"),
    ];
}
