namespace Trapeze.LocalLambda.Queues;

/// <summary>A message as a receiver got it.</summary>
internal sealed record ReceivedMessage(string Id, string Handle, NewMessage Sent, DateTimeOffset SentAt, DateTimeOffset FirstReceived, int Receives, long Sequence);
