using FsCheck;
using FsCheck.Fluent;
using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Policy.Tests;

/// <summary>Sets of labels against what they stand for, member by member.</summary>
public sealed class LabelPatternLaws
{
    private static readonly FlowPolicy Policy = PolicyFiles.Parse("""
        trapeze: 1
        labels:
          public:
          client(id): public
          card(id): client(id)
          owner: client(*)
          vault: card(*)
        functions:
          any: { on: event any, raises: card(*) }
          same: { on: event same, raises: card($id) }
        """);

    private static readonly string[] Atoms = ["public", "client(a)", "client(b)", "card(a)", "card(b)", "owner", "vault"];

    private static readonly Gen<Label> Labels =
        Gen.NonEmptyListOf(Gen.NonEmptyListOf(Gen.Elements(Atoms)).Select(clause => $"({string.Join(" | ", clause.Take(3))})"))
            .Select(clauses => Policy.Order.Parse(string.Join(" & ", clauses.Take(3))));

    [Fact]
    public void RaisesToEveryMember_PermitsExactlyWhatFlowsToOne() =>
        Law.Holds(
            Gen.Zip(Labels, Labels),
            pair => Policy.Functions["any"].ClearanceFor(pair.Item1).Permits(pair.Item1, pair.Item2)
                == (pair.Item2.Equals(pair.Item1) || new[] { "a", "b", "fresh" }.Any(id => pair.Item2.FlowsTo(Policy.Order.Label("card", id)))));

    [Fact]
    public void RaisesToTheStartsMember_PermitsExactlyWhatFlowsToIt() =>
        Law.Holds(
            Gen.Zip(Labels, Labels),
            pair => Policy.Functions["same"].ClearanceFor(pair.Item1).Permits(pair.Item1, pair.Item2)
                == (pair.Item2.Equals(pair.Item1) || (Only(pair.Item1) is { } id && pair.Item2.FlowsTo(Policy.Order.Label("card", id)))));

    [Fact]
    public void Clearance_IsDownwardClosed_AboveTheStart() =>
        Law.Holds(
            Gen.Zip(Labels, Gen.Zip(Labels, Labels)),
            triple =>
            {
                var (start, (lower, upper)) = triple;
                var clearance = Policy.Functions["any"].ClearanceFor(start);
                return upper.Equals(start) || !clearance.Permits(start, upper) || clearance.Permits(start, lower.Meet(upper));
            });

    private static string? Only(Label start)
    {
        var values = start.Secrecy.Clauses.SelectMany(clause => clause.Atoms).Select(atom => atom.Parameter).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return values.Count == 1 ? values[0] : null;
    }
}
