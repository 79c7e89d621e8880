using System.Text;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

public sealed class PolicyReaderTests
{
    [Fact]
    public void ReadFile_Missing_IsADiagnostic() =>
        Assert.Equal(
            "no-such.yaml:1:1: there is no such file [TP0011]\n  = without a policy nothing runs\n",
            PolicyReader.ReadFile(Path.Combine(PolicyFiles.Good, "no-such.yaml")).Render());

    [Fact]
    public void ReadFile_Folder_IsADiagnostic() => Assert.Equal(DiagnosticCode.Unreadable, Assert.Single(PolicyReader.ReadFile(PolicyFiles.Good).Diagnostics).Code);

    [Fact]
    public void Read_OverOneMebibyte_IsRefused()
    {
        var comment = "#" + new string('é', 524_288) + "\n";

        Assert.Equal(DiagnosticCode.TooLarge, Assert.Single(PolicyReader.Read(comment + "trapeze: 1", "p.yaml").Diagnostics).Code);
    }

    [Fact]
    public void Read_TooManyParts_IsRefused() =>
        Assert.Contains(PolicyReader.Read("trapeze: [" + string.Concat(Enumerable.Repeat("a,", 100_001)) + "]", "p.yaml").Diagnostics, found => found.Code == DiagnosticCode.TooMany);

    [Fact]
    public void Read_MoreThanAHundredProblems_ShowsTheFirstAndTheCount()
    {
        var text = new StringBuilder("trapeze: 1\nlabels:\n  a:\nfunctions:\n");
        for (var i = 0; i < 150; i++)
        {
            text.Append("  f").Append(i).Append(": { on: event e, raises: b }\n");
        }

        var result = PolicyReader.Read(text.ToString(), "p.yaml");

        Assert.Equal(DiagnosticBag.MostShown + 1, result.Diagnostics.Length);
        Assert.Equal("50 more problems are not shown", Assert.Single(result.Diagnostics, found => found.Code == DiagnosticCode.MoreProblems).Message);
    }

    [Fact]
    public void Read_NestsAMillionDeep_IsRefusedAndDoesNotOverflow() =>
        Assert.False(PolicyReader.Read(new string('[', 1_000_000), "p.yaml").IsValid);

    [Fact]
    public void Read_LongChainOfLabels_Loads()
    {
        var text = new StringBuilder("trapeze: 1\nlabels:\n  n0:\n");
        for (var i = 1; i < 10_000; i++)
        {
            text.Append("  n").Append(i).Append(": n").Append(i - 1).Append('\n');
        }

        var policy = PolicyFiles.Parse(text.Append("functions:\n  f: { on: event e, raises: n9999 }\n").ToString());

        Assert.True(policy.Order.Label("n0").FlowsTo(policy.Order.Label("n9999")));
        Assert.False(policy.Order.Label("n1").FlowsTo(policy.Order.Label("n0")));
    }

    [Fact]
    public void Diagnostics_AreInTheOrderOfTheirPosition()
    {
        var spans = PolicyReader.ReadFile(Path.Combine(PolicyFiles.Bad, "many-problems.yaml")).Diagnostics.Select(found => (found.Span.Line, found.Span.Column)).ToList();

        Assert.Equal(spans.Order(), spans);
        Assert.True(spans.Count > 10);
    }
}
