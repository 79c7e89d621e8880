using Trapeze.Core.Labels;

namespace Trapeze.Evidence.Histories.Orders;

/// <summary>An order, some labels of it, and which flows to which, written down by hand: the check asks nothing of what ships.</summary>
/// <param name="Name">What it is called in findings.</param>
/// <param name="Build">Makes the order.</param>
/// <param name="Texts">The labels; <c>A</c> and <c>B</c> in parentheses stand for parameters that every history chooses anew.</param>
/// <param name="Rows">A row for each label: a 1 for each label that it flows to.</param>
internal sealed record Shape(string Name, Func<LabelOrder> Build, IReadOnlyList<string> Texts, IReadOnlyList<string> Rows)
{
    public static IReadOnlyList<Shape> All { get; } =
    [
        new(
            "family",
            () => LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Declare("audit")
                .Below("public", "client").Below("client", "owner").Below("public", "audit").Build(),
            ["public", "client(A)", "client(B)", "owner", "audit", "client(A) & client(B)", "client(A) | client(B)"],
            ["1111111", "0101010", "0011010", "0001000", "0000100", "0001010", "0111011"]),
        new(
            "chain",
            () => LabelOrder.CreateBuilder().Declare("public").Declare("member", "id").Declare("staff").Declare("owner")
                .Below("public", "member").Below("member", "staff").Below("staff", "owner").Build(),
            ["public", "member(A)", "staff", "owner"],
            ["1111", "0111", "0011", "0001"]),
        new(
            "diamond",
            () => LabelOrder.CreateBuilder().Declare("low").Declare("left").Declare("right").Declare("high")
                .Below("low", "left").Below("low", "right").Below("left", "high").Below("right", "high").Build(),
            ["low", "left", "right", "high"],
            ["1111", "0101", "0011", "0001"]),
        new(
            "integrity",
            () => LabelOrder.CreateBuilder().Declare("open").Declare("owner").Declare("admin").Below("open", "owner").Build(),
            ["open ! admin", "open", "owner ! admin", "owner"],
            ["1111", "0101", "0011", "0001"]),
    ];

    public bool Flows(int lower, int upper) => Rows[lower][upper] == '1';

    /// <summary>Whether every two of <paramref name="labels"/> can be compared.</summary>
    public bool IsChain(IReadOnlyCollection<int> labels) => labels.All(x => labels.All(y => Flows(x, y) || Flows(y, x)));

    public Label Label(LabelOrder order, int index, string name) =>
        order.Parse(Texts[index].Replace("(A)", $"(a{name})", StringComparison.Ordinal).Replace("(B)", $"(b{name})", StringComparison.Ordinal));
}
