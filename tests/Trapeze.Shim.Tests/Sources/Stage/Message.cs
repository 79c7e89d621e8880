namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>What a source is to carry: the name that it gives it, the payload, the envelope, and the group that keeps an order.</summary>
internal sealed record Message(string Id, string Body, string? Envelope = null, string? Group = null);
