using System.Collections.Immutable;
using System.Globalization;
using BadApp.Hosting;
using BadApp.Theft;

namespace BadApp.Measuring;

/// <summary>What is wrong with a demonstration: nothing, if it shows what it is to show.</summary>
public static class Verdict
{
    /// <summary>From where on the time of a reply counts as telling the bit. Physical time is outside the guarantee: what is less is told, and no failure.</summary>
    public const double MaterialBits = 0.05;

    public static ImmutableArray<string> Faults(IEnumerable<Haul> hauls)
    {
        ArgumentNullException.ThrowIfNull(hauls);
        return [.. hauls.SelectMany(haul => haul.Guard switch
        {
            Guard.None => Failed(haul),
            Guard.Trapeze => Idle(haul).Concat(Leaks(haul)).Concat(Blind(haul)),
            _ => [],
        })];
    }

    private static IEnumerable<string> Failed(Haul haul) =>
        from one in haul.Measurements
        let least = one.Stolen.Min()
        where least < Secret.Length
        select Say($"Without a guard the thief got only {least} of {Secret.Length} bits by {one.Way}: this run shows nothing of that way.");

    private static IEnumerable<string> Idle(Haul haul) =>
        from play in haul.Plays
        from way in Play.Records
        where play.KnownToAlice(way) < Secret.Length
        select Say($"Under Trapeze the injected code did not do by {way} what it does: Alice herself sees only {play.KnownToAlice(way)} bits of it.");

    private static IEnumerable<string> Leaks(Haul haul) =>
        from one in haul.Measurements
        let said = one.Said.IsBeyondNull
        where said || (one.Everything.IsBeyondNull && one.Everything.Bits > MaterialBits)
        let found = said ? one.Said : one.Everything
        select Say($"Under Trapeze {one.Way} tells {found.Bits:0.000} bits ({(said ? "in what is answered" : "by its time")}; shuffled {found.Null:0.000} ± {found.NullError:0.000}).");

    private static IEnumerable<string> Blind(Haul haul) =>
        from one in haul.Measurements
        where one.Said.IsBlind || one.Everything.IsBlind
        select Say($"Under Trapeze too few observations of {one.Way} are alike to tell whether they tell anything: a leak could hide in them.");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
