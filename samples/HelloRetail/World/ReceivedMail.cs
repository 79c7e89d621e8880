namespace HelloRetail.World;

/// <summary>A message as the development mail box keeps it.</summary>
public sealed record ReceivedMail(string Id, DateTimeOffset At, string From, IReadOnlyList<string> To, string Subject, string Body);
