namespace Trapeze.Shim.Events;

/// <summary>A record that waits to be delivered. <paramref name="Row"/> never leaves the queue: it counts records of every label.</summary>
internal readonly record struct PendingRecord(long Row, string Label, DateTimeOffset Due);
