using System.Collections.Immutable;
using BadApp.Hosting;

namespace BadApp.Theft;

/// <summary>One theft of one secret, in every way: a fresh application, Alice's secret in it, and the thief.</summary>
/// <param name="Secret">What Alice put into the drawer.</param>
/// <param name="Seen">What the thief saw, by way, an observation a bit.</param>
/// <param name="SeenByAlice">What Alice saw of the records afterwards: she may, so the hostile code did what it does.</param>
public sealed record Play(Secret Secret, ImmutableDictionary<Way, ImmutableArray<Observation>> Seen, ImmutableDictionary<Way, ImmutableArray<bool?>> SeenByAlice)
{
    public static ImmutableArray<Way> Ways { get; } = [.. Enum.GetValues<Way>()];

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

        return new Play(secret, seen.ToImmutable(), ImmutableDictionary<Way, ImmutableArray<bool?>>.Empty);
    }

    public ImmutableArray<bool?> Guess(Way way) => Thief.Guess(way, Seen[way]);

    /// <summary>How many bits the thief got right; a bit that nothing tells is a guess of 0.</summary>
    public int Stolen(Way way) => Guess(way).Select((guess, bit) => (guess ?? false) == Secret.IsSet(bit)).Count(right => right);
}
