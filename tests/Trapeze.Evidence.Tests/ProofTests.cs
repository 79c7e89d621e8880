using System.Text.RegularExpressions;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Tests;

/// <summary>proof/: that it holds, that it can fail, and that it speaks of the machine's rules.</summary>
public sealed partial class ProofTests
{
    [Fact]
    public void Step_HasAConstructorForEachRuleOfTheMachine()
    {
        Assert.Equal(Enum.GetNames<Rule>(), Constructors(ProofFolder.Original.Read("Semantics.v")));
    }

    [Fact]
    public void Constructors_OfAProofThatLacksARule_AreOthers()
    {
        using var proof = ProofFolder.Copy();
        proof.Replace("Semantics.v", "| Receive : forall", "| Hears : forall");
        Assert.NotEqual(Enum.GetNames<Rule>(), Constructors(proof.Read("Semantics.v")));
    }

    [CoqFact]
    public async Task Check_OfTheProof_Passes()
    {
        var (exitCode, output) = await ProofFolder.Original.CheckAsync();
        Assert.True(exitCode == 0, output);
        Assert.Contains("theorems proved, no axioms", output, StringComparison.Ordinal);
    }

    [CoqFact]
    public async Task Check_OfASendThatAsksNothing_Fails()
    {
        using var proof = ProofFolder.Copy();
        proof.Replace("Semantics.v", "if flows (current a) (channel_label ch)", "if flows (current a) (current a)");
        var (exitCode, output) = await proof.CheckAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("Unwinding.v does not compile", output, StringComparison.Ordinal);
    }

    [CoqFact]
    public async Task Check_OfAnUnfinishedProof_Fails()
    {
        using var proof = ProofFolder.Copy();
        proof.Replace("Labels.v", "Theorem nothing_below : forall f, formula_below [] f = true.\nProof. reflexivity. Qed.",
            "Theorem nothing_below : forall f, formula_below [] f = true.\nAdmitted.");
        var (exitCode, output) = await proof.CheckAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("unproved", output, StringComparison.Ordinal);
    }

    // The lines "| Name : forall …" of the relation, up to the full stop that ends it.
    private static string[] Constructors(string semantics)
    {
        var relation = semantics[semantics.IndexOf("Inductive step ", StringComparison.Ordinal)..];
        relation = relation[..relation.IndexOf(".\n", StringComparison.Ordinal)];
        return [.. ConstructorPattern().Matches(relation).Select(match => match.Groups["name"].Value)];
    }

    [GeneratedRegex(@"^\| (?<name>\w+) :", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConstructorPattern();
}
