namespace Trapeze.LocalLambda.Queues;

/// <summary>What is sent to a queue.</summary>
internal sealed record NewMessage(string Body, IReadOnlyDictionary<string, MessageAttribute> Attributes, TimeSpan? Delay = null, string? Group = null, string? Deduplication = null);
