using System.Collections.Immutable;
using BadApp.Hostile;
using BadApp.Hosting;

namespace BadApp.Theft;

/// <summary>One theft of one secret, in every way: a fresh application, Alice's secret in it, and the thief.</summary>
/// <param name="Secret">What Alice put into the drawer.</param>
/// <param name="Seen">What the thief saw, by way, an observation a bit.</param>
/// <param name="SeenByAlice">The same of the records afterwards, through Alice's eyes. She may see it all: so the hostile code really acts.</param>
/// <param name="Log">The public log when all was over, in the order of its text: which of 64 requests at once comes first is chance.</param>
public sealed record Play(
    Secret Secret,
    ImmutableDictionary<Way, ImmutableArray<Observation>> Seen,
    ImmutableDictionary<Way, ImmutableArray<Observation>> SeenByAlice,
    ImmutableArray<string> Log)
{
    public static ImmutableArray<Way> Ways { get; } = [.. Enum.GetValues<Way>()];

    /// <summary>The ways that leave something in the store, for whoever may see it.</summary>
    public static ImmutableArray<Way> Records { get; } = [Way.Write, Way.Page];

    public static async Task<Play> StageAsync(Guard guard, Secret secret, Stage stage, IPatience patience, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(stage);
        await using var book = await BookHost.StartAsync(guard, stage, time);
        using var alice = new Visitor(book.Address, book.Tokens.Sign("alice", "keeper"), time);
        using var mallory = new Visitor(book.Address, book.Tokens.Sign("mallory", "visitor"), time);
        await alice.KeepAsync(secret);
        var thief = new Thief(mallory, patience);
        var seen = ImmutableDictionary.CreateBuilder<Way, ImmutableArray<Observation>>();
        foreach (var way in Ways)
        {
            seen[way] = await thief.WatchAsync(way, stage);
        }

        var seenByAlice = ImmutableDictionary.CreateBuilder<Way, ImmutableArray<Observation>>();
        foreach (var way in Records)
        {
            seenByAlice[way] = await new Thief(alice, patience).ReadAllAsync(way, seen[way].Select(one => one.Answer));
        }

        return new Play(secret, seen.ToImmutable(), seenByAlice.ToImmutable(), [.. (await mallory.LogAsync()).Order(StringComparer.Ordinal)]);
    }

    /// <summary>The secret that the thief goes home with.</summary>
    public ImmutableArray<bool> Guess(Way way) => Thief.Guess(way, Seen[way]);

    /// <summary>How many of its bits are right.</summary>
    public int Stolen(Way way) => Right(Guess(way));

    /// <summary>How many bits the records tell Alice.</summary>
    public int KnownToAlice(Way way) => Right(Thief.Guess(way, SeenByAlice[way]));

    private int Right(ImmutableArray<bool> guess) => guess.Where((isSet, bit) => isSet == Secret.IsSet(bit)).Count();
}
