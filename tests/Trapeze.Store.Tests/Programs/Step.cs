using Trapeze.Core.Labels;

namespace Trapeze.Store.Tests.Programs;

/// <summary>One operation of a random program.</summary>
internal sealed record Step(StepKind Kind, Label Label, string Id, int At, string Value, int Low, int High, int Limit, bool Forward)
{
    public static IReadOnlyList<Step> Decode(byte[] tape, LabelOrder order, int steps)
    {
        var cases = new LabelCases(tape);
        var labels = Enumerable.Range(0, 6).Select(_ => cases.Label(order)).Append(order.Bottom).Append(order.Top).ToList();
        return [.. Enumerable.Range(0, steps).Select(_ => new Step(
            (StepKind)cases.Below(Enum.GetValues<StepKind>().Length),
            labels[cases.Below(labels.Count)],
            ((string[])["a", "b"])[cases.Below(2)],
            cases.Below(5) - 2,
            ((char)('a' + cases.Below(6))).ToString(),
            cases.Below(5) - 2,
            cases.Below(5) - 2,
            cases.Below(4),
            cases.Below(2) == 0))];
    }
}
