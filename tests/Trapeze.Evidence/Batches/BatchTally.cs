using System.Globalization;

namespace Trapeze.Evidence.Batches;

/// <summary>What trials of batches came to.</summary>
internal sealed record BatchTally(int Batches, long Records, long Failed, long Risen, long Refused, long Replayed, string? Complaint)
{
    internal static BatchTally Nothing { get; } = new(0, 0, 0, 0, 0, 0, null);

    internal BatchTally And(BatchTally other) => new(
        Batches + other.Batches, Records + other.Records, Failed + other.Failed, Risen + other.Risen, Refused + other.Refused, Replayed + other.Replayed, Complaint ?? other.Complaint);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Batches} batches, {Records} records: {Failed} failed, {Risen} risen, {Refused} refused, {Replayed} replayed; {Complaint ?? "each effect at its label, the failed ones reported and no others"}");
}
