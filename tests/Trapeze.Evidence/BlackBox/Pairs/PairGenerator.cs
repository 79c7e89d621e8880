using System.Collections.Immutable;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Makes the pair of a case.</summary>
internal static class PairGenerator
{
    internal static Pair Make(ulong seed, int @case, PairKind kind)
    {
        var (isTight, isPublic) = (kind == PairKind.Tight, kind == PairKind.Public);
        var dice = Dice.Of(seed, @case);
        var programs = new ProgramGenerator(dice, @case);
        var visible = Enumerable.Range(0, isTight ? 7 : 2 + dice.Next(4)).Select(_ => isTight ? Tight(dice, programs) : Visible(dice, programs, isPublic)).ToImmutableArray();
        var secrets = Seeds(dice, programs, isPublic);
        var one = new Side(secrets, dice.Next(5) < 2 ? [] : Hidden(dice, programs, visible.Length, isPublic));
        var other = new Side(dice.Next(4) == 0 ? secrets : Seeds(dice, programs, isPublic), Hidden(dice, programs, visible.Length, isPublic));
        return new Pair(@case, visible, one, other) { Kind = kind };
    }

    // Of one client alone, whom nobody else's callers keep out.
    private static Ask Tight(Dice dice, ProgramGenerator programs) =>
        new(new Principal("client", programs.Client), "rise", dice.Next(4) == 0
            ? [new Instruction(Op.Get, dice.Next(11), 1)]
            : [new Instruction(Op.Raise, 0, 0, "owner"), .. programs.OfSecrets(mayRelease: false)]);

    private static Ask Visible(Dice dice, ProgramGenerator programs, bool isPublic)
    {
        var who = isPublic ? Principal.Nobody : dice.Next(12) switch { < 3 => Principal.Nobody, < 5 => new Principal("left", ""), 5 => new Principal("notary", ""), _ => new Principal("client", programs.Client) };
        var function = dice.Pick(["plain", "plain", "rise", "rise", "rise", "rise", "step", "flow", who.Role is "client" ? "mine" : "rise", who.Role is "left" ? "desks" : "plain"]);
        var isClientsOwn = function is "mine" && who.Role is "client";
        var program = programs.Visible(function is "rise" or "mine" && dice.Next(5) > 0, function is "rise" or "plain" && !isClientsOwn);
        return new Ask(who, function, program)
        {
            Method = function is "plain" ? dice.Pick(["POST", "POST", "GET", "HEAD"]) : dice.Next(30) == 0 ? "DELETE" : "POST",
            IsHttp2 = dice.Next(4) == 0,
        };
    }

    private static ImmutableArray<Ask> Seeds(Dice dice, ProgramGenerator programs, bool isPublic) =>
        [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => new Ask(Unseen(dice, programs, isPublic), "plain", programs.Seed()))];

    private static ImmutableArray<Hidden> Hidden(Dice dice, ProgramGenerator programs, int visible, bool isPublic) =>
        [.. Enumerable.Range(0, 1 + dice.Next(4)).Select(_ => new Hidden(
            dice.Next(visible),
            dice.Flip(),
            new Ask(Unseen(dice, programs, isPublic), dice.Pick(["plain", "rise", "rise", "step", "flow"]), dice.Next(3) == 0 ? [new Instruction(Op.Raise, 0, 0, "vault"), .. programs.OfSecrets(mayRelease: true)] : programs.OfSecrets(mayRelease: true))))];

    private static Principal Unseen(Dice dice, ProgramGenerator programs, bool isPublic) => dice.Next(isPublic ? 9 : 6) switch
    {
        > 6 => new Principal("client", programs.Client),
        6 => new Principal("left", ""),
        0 => new Principal("client", programs.Stranger),
        1 => new Principal("bank", programs.Client),
        2 => new Principal("right", ""),
        3 => new Principal("vault", ""),
        _ => new Principal("owner", ""),
    };
}
