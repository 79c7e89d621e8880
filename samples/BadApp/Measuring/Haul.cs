using System.Collections.Immutable;
using BadApp.Hosting;
using BadApp.Theft;

namespace BadApp.Measuring;

/// <summary>What the thief brought home under one guard.</summary>
public sealed record Haul(Guard Guard, ImmutableArray<Play> Plays, ImmutableArray<Measurement> Measurements)
{
    public static Haul Of(Guard guard, IReadOnlyList<Play> plays, Random dice) =>
        new(guard, [.. plays], [.. Play.Ways.Select(way => Measurement.Of(way, plays, dice))]);
}
