using Trapeze.Core.Labels;

namespace HelloRetail.Unguarded;

/// <summary>An event on its way, in memory.</summary>
internal sealed record UnguardedEvent(string Name, byte[] Payload, Label Label, TimeSpan Delay);
