using System.Globalization;

namespace Trapeze.Testing;

/// <summary>What a run is made from, and how much of it: <c>TRAPEZE_SEED</c> makes the same once more, <c>TRAPEZE_CASES</c> as many as are asked for.</summary>
public static class Replay
{
    private static readonly string[]? Parts = Environment.GetEnvironmentVariable("TRAPEZE_SEED")?.Split(',');

    /// <summary>Whether a run is not the usual one.</summary>
    public static bool IsAsked => Parts is not null || Environment.GetEnvironmentVariable("TRAPEZE_CASES") is not null;

    /// <summary>Both numbers of a law's seed; <see langword="null"/> if they are not given.</summary>
    public static (ulong Seed, ulong Gamma)? Law => Parts is [var seed, var gamma] ? (Number(seed), Number(gamma)) : null;

    /// <summary>The seed that is given, or <paramref name="otherwise"/>.</summary>
    public static ulong Seed(ulong otherwise) => Parts is [var seed, ..] ? Number(seed) : otherwise;

    /// <summary>The seed that is given, or a new one.</summary>
    public static ulong Seed() => Seed((ulong)Random.Shared.NextInt64());

    /// <summary>The same for a <see cref="Random"/>: what is told of it is a seed that can be given.</summary>
    public static int SeedOfRandom() => (int)(Seed() & int.MaxValue);

    /// <summary>How many cases are asked for, or <paramref name="usual"/>.</summary>
    public static long Cases(long usual) =>
        Environment.GetEnvironmentVariable("TRAPEZE_CASES") is { } cases ? long.Parse(cases, CultureInfo.InvariantCulture) : usual;

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
