using System.Collections.Immutable;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>An order as a policy writes it, and as the machine has it: worked out for a few members of each family.</summary>
internal sealed class DeclaredOrder
{
    // Told apart by their case alone.
    internal static readonly ImmutableArray<string> Members = ["ann", "Ann"];

    private DeclaredOrder(ImmutableArray<Kind> kinds)
    {
        Kinds = kinds;
        Machine = new Model.Order([.. kinds.SelectMany(kind => kind.Parameter is null
            ? [(kind.Name, BelowOf(kind, member: null))]
            : Members.Select(member => ($"{kind.Name}({member})", BelowOf(kind, member))))]);
    }

    internal ImmutableArray<Kind> Kinds { get; }

    internal Model.Order Machine { get; }

    internal IEnumerable<Kind> Families => Kinds.Where(kind => kind.Parameter is not null);

    /// <summary>The order of the retail policy.</summary>
    internal static DeclaredOrder Retail { get; } = new(
    [
        new("public", null, []),
        new("photographer", "id", [new("public", false)]),
        new("client", "id", [new("public", false)]),
        new("owner", null, [new("photographer", false), new("client", false)]),
        new("card", "id", [new("client", true)]),
        new("cardCompany", null, [new("card", false)]),
    ]);

    internal static DeclaredOrder Draw(Dice dice)
    {
        switch (dice.Next(8))
        {
            case 0:
                return Chain(2 + dice.Next(4));
            case 1:
                return new(
                [
                    new("low", null, []), new("left", null, [new("low", false)]), new("right", null, [new("low", false)]),
                    new("high", null, [new("left", false), new("right", false)]),
                ]);
            case 2:
                return new([.. Enumerable.Range(0, 2 + dice.Next(3)).Select(at => new Kind($"k{at}", null, []))]);
            case 3 or 4:
                return Retail;
            default:
                return Anything(dice);
        }
    }

    private static DeclaredOrder Chain(int length) => new([.. Enumerable.Range(0, length).Select(at =>
        new Kind($"k{at}", null, at == 0 ? [] : [new($"k{at - 1}", false)]))]);

    private static DeclaredOrder Anything(Dice dice)
    {
        while (true)
        {
            var kinds = ImmutableArray.CreateBuilder<Kind>();
            var count = 2 + dice.Next(4);
            for (var at = 0; at < count; at++)
            {
                var parameter = dice.Next(5) switch { 0 => "id", 1 => "who", _ => null };
                var below = kinds.Where(_ => dice.Next(3) == 0)
                    .Select(lower => new Below(lower.Name, parameter is not null && lower.Parameter is not null && dice.Flip()));
                kinds.Add(new Kind($"k{at}", parameter, [.. below]));
            }

            try
            {
                return new(kinds.ToImmutable());
            }
            catch (ArgumentException)
            {
                // More worlds than the machine holds: another one.
            }
        }
    }

    private string[] BelowOf(Kind kind, string? member) =>
    [
        .. kind.Below.SelectMany(below => Kinds.Single(each => each.Name == below.Kind).Parameter is null ? [below.Kind]
            : below.SameMember ? [$"{below.Kind}({member})"]
            : Members.Select(each => $"{below.Kind}({each})")),
    ];
}
