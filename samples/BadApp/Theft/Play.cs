using System.Collections.Immutable;
using BadApp.Hosting;

namespace BadApp.Theft;

/// <summary>One theft of one secret, in every way: a fresh application, Alice's secret in it, and the thief.</summary>
/// <param name="Secret">What Alice put into the drawer.</param>
/// <param name="Seen">What the thief saw, by way, an observation a bit.</param>
/// <param name="SeenByAlice">The same of the records afterwards, through Alice's eyes. She may see it all: so the hostile code really acts.</param>
/// <param name="Looping">How many runs of the hostile code still loop at the end.</param>
public sealed record Play(
    Secret Secret, ImmutableDictionary<Way, ImmutableArray<Observation>> Seen, ImmutableDictionary<Way, ImmutableArray<Observation>> SeenByAlice, int Looping)
{
    public static ImmutableArray<Way> Ways { get; } = [.. Enum.GetValues<Way>()];

    /// <summary>The ways that leave something in the store, for whoever may see it.</summary>
    public static ImmutableArray<Way> Records { get; } = [Way.Write, Way.Page];

    public static async Task<Play> StageAsync(Guard guard, Secret secret, IPatience patience, TimeProvider time)
    {
        await using var book = await BookHost.StartAsync(guard, time);
        using var alice = new Visitor(book.Address, book.Tokens.Sign("alice", "keeper"), time);
        using var mallory = new Visitor(book.Address, book.Tokens.Sign("mallory", "visitor"), time);
        await alice.KeepAsync(secret);
        var thief = new Thief(mallory, patience);
        var seen = ImmutableDictionary.CreateBuilder<Way, ImmutableArray<Observation>>();
        foreach (var way in Ways)
        {
            seen[way] = await thief.WatchAsync(way, book.Stage);
        }

        var seenByAlice = ImmutableDictionary.CreateBuilder<Way, ImmutableArray<Observation>>();
        foreach (var way in Records)
        {
            seenByAlice[way] = await new Thief(alice, patience).ReadAllAsync(way, seen[way].Select(one => one.Answer));
        }

        return new Play(secret, seen.ToImmutable(), seenByAlice.ToImmutable(), book.Stage.Looping);
    }

    /// <summary>The secret that the thief goes home with.</summary>
    public ImmutableArray<bool> Guess(Way way) => Thief.Guess(way, Seen[way]);

    /// <summary>How many of its bits are right.</summary>
    public int Stolen(Way way) => Right(Guess(way));

    /// <summary>How many bits the records tell Alice.</summary>
    public int KnownToAlice(Way way) => Right(Thief.Guess(way, SeenByAlice[way]));

    private int Right(ImmutableArray<bool> guess) => guess.Where((isSet, bit) => isSet == Secret.IsSet(bit)).Count();
}
