using System.Collections.Immutable;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Makes the pair of a case.</summary>
internal static class PairGenerator
{
    internal static Pair Make(ulong seed, int @case, bool isTight)
    {
        var dice = Dice.Of(seed, @case);
        var programs = new ProgramGenerator(dice, @case);
        var visible = Enumerable.Range(0, isTight ? 7 : 2 + dice.Next(4)).Select(_ => isTight ? Tight(dice, programs) : Visible(dice, programs)).ToImmutableArray();
        var secrets = Seeds(dice, programs);
        var one = new Side(secrets, dice.Next(5) < 2 ? [] : Hidden(dice, programs, visible.Length));
        var other = new Side(dice.Next(4) == 0 ? secrets : Seeds(dice, programs), Hidden(dice, programs, visible.Length));
        return new Pair(@case, visible, one, other) { IsTight = isTight };
    }

    // Of one client alone, whom nobody else's callers keep out.
    private static Ask Tight(Dice dice, ProgramGenerator programs) =>
        new(new Principal("client", programs.Client), "rise", dice.Next(4) == 0
            ? [new Instruction(Op.Get, dice.Next(11), 1)]
            : [new Instruction(Op.Raise, 0, 0, "owner"), .. programs.OfSecrets(mayRelease: false)]);

    private static Ask Visible(Dice dice, ProgramGenerator programs)
    {
        var who = dice.Next(12) switch { < 3 => Principal.Nobody, < 5 => new Principal("left", ""), 5 => new Principal("notary", ""), _ => new Principal("client", programs.Client) };
        var function = dice.Pick(["plain", "plain", "rise", "rise", "rise", "rise", "step", "flow", who.Role is "client" ? "mine" : "rise", who.Role is "left" ? "desks" : "plain"]);
        var isClientsOwn = function is "mine" && who.Role is "client";
        var program = programs.Visible(function is "rise" or "mine" && dice.Next(5) > 0, function is "rise" or "plain" && !isClientsOwn);
        return new Ask(who, function, program)
        {
            Method = function is "plain" ? dice.Pick(["POST", "POST", "GET", "HEAD"]) : dice.Next(30) == 0 ? "DELETE" : "POST",
            IsHttp2 = dice.Next(4) == 0,
        };
    }

    private static ImmutableArray<Ask> Seeds(Dice dice, ProgramGenerator programs) =>
        [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => new Ask(Unseen(dice, programs), "plain", programs.Seed()))];

    private static ImmutableArray<Hidden> Hidden(Dice dice, ProgramGenerator programs, int visible) =>
        [.. Enumerable.Range(0, 1 + dice.Next(4)).Select(_ => new Hidden(
            dice.Next(visible),
            dice.Flip(),
            new Ask(Unseen(dice, programs), dice.Pick(["plain", "rise", "rise", "step", "flow"]), dice.Next(3) == 0 ? [new Instruction(Op.Raise, 0, 0, "vault"), .. programs.OfSecrets(mayRelease: true)] : programs.OfSecrets(mayRelease: true))))];

    private static Principal Unseen(Dice dice, ProgramGenerator programs) => dice.Next(6) switch
    {
        0 => new Principal("client", programs.Stranger),
        1 => new Principal("bank", programs.Client),
        2 => new Principal("right", ""),
        3 => new Principal("vault", ""),
        _ => new Principal("owner", ""),
    };
}
