using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>The orders that the cases are about, the simplest first.</summary>
public static class Orders
{
    public static Order Two { get; } = Chain("low", "high");

    public static Order Diamond { get; } = new(("public", []), ("a", ["public"]), ("b", ["public"]), ("owner", ["a", "b"]));

    /// <summary>The shop of case-studies.md, with two members of each family.</summary>
    public static Order Retail { get; } = new(
        ("public", []),
        ("photographer(1)", ["public"]),
        ("photographer(2)", ["public"]),
        ("client(1)", ["public"]),
        ("client(2)", ["public"]),
        ("owner", ["photographer(1)", "photographer(2)", "client(1)", "client(2)"]),
        ("card(1)", ["client(1)"]),
        ("card(2)", ["client(2)"]),
        ("ccCompany", ["card(1)", "card(2)"]));

    public static ImmutableArray<Order> All { get; } =
    [
        Two,
        Chain("low", "middle", "high"),
        Diamond,
        Retail,
        new(("a", []), ("b", []), ("c", [])),
        Chain("1", "2", "3", "4"),
        Chain("1", "2", "3", "4", "5"),
    ];

    private static Order Chain(params string[] atoms) =>
        new([.. atoms.Select((atom, index) => (atom, index == 0 ? Array.Empty<string>() : [atoms[index - 1]]))]);
}
