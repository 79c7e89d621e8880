namespace HelloRetail.Scenario;

/// <summary>What the rounds of reading came to, for one caller.</summary>
public sealed record RoundsSummary(string Who, int Requests, int DifferentAnswers, TimeSpan Median);
