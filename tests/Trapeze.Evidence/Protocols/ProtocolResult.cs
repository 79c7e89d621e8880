namespace Trapeze.Evidence.Protocols;

/// <summary>What a search through a case's schedules came to.</summary>
/// <param name="Schedules">How many were run.</param>
/// <param name="Histories">How many different histories they made.</param>
/// <param name="IsExhausted">Whether those were all there are.</param>
/// <param name="Wrong">What was wrong; <see langword="null"/> if nothing was.</param>
public sealed record ProtocolResult(long Schedules, int Histories, bool IsExhausted, string? Wrong);
