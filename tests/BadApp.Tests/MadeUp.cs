using System.Collections.Immutable;
using BadApp.Hosting;
using BadApp.Measuring;
using BadApp.Theft;

namespace BadApp.Tests;

/// <summary>Plays that never took place, for what counts and draws them.</summary>
internal static class MadeUp
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(405);

    /// <summary>What an open door shows of a bit.</summary>
    public static Observation Open(bool isSet) => new(
        new Reply(isSet ? 500 : 200, "", "", isSet ? Late : Soon),
        new Reply(isSet ? 200 : 404, "", "", Soon),
        [.. Enumerable.Repeat(new Reply(200, "", "", Soon), isSet ? 4 : 1)],
        [.. Enumerable.Repeat("a line", isSet ? 7 : 1)]);

    /// <summary>What a closed one shows.</summary>
    public static Observation Closed(TimeSpan time, string line = "a line") =>
        new(new Reply(403, "", "", time), new Reply(404, "", "", Soon), [new Reply(200, "", "", Soon)], [line]);

    public static Play Play(Secret secret, Func<bool, Observation> see, Func<bool, Observation>? seeAlice = null) => new(
        secret,
        BadApp.Theft.Play.Ways.ToImmutableDictionary(way => way, way => See(secret, isSet => way == Way.Loop && see(isSet).Answer.Status == 500
            ? see(isSet) with { Answer = Reply.Missing(Late) }
            : see(isSet))),
        BadApp.Theft.Play.Records.ToImmutableDictionary(way => way, _ => See(secret, seeAlice ?? Open)),
        []);

    public static ImmutableArray<Haul> Hauls(Func<bool, Observation> unguarded, Func<bool, Observation> guarded, Func<bool, Observation>? alice = null)
    {
        var dice = new Random(1);
        var secrets = Enumerable.Range(0, 2).Select(_ => Secret.Random(dice)).SelectMany(secret => new[] { secret, secret.Complement }).ToList();
        return
        [
            Haul.Of(Guard.None, [.. secrets.Select(secret => Play(secret, unguarded))], dice),
            Haul.Of(Guard.Insensitive, [.. secrets.Select(secret => Play(secret, unguarded))], dice),
            Haul.Of(Guard.Trapeze, [.. secrets.Select(secret => Play(secret, guarded, alice))], dice),
        ];
    }

    private static ImmutableArray<Observation> See(Secret secret, Func<bool, Observation> see) =>
        [.. Enumerable.Range(0, Secret.Length).Select(bit => see(secret.IsSet(bit)))];
}
