using FsCheck.Fluent;
using Trapeze.Policy.Diagnostics;
using Trapeze.Testing;

namespace Trapeze.Policy.Tests;

/// <summary>Whatever becomes of a policy's text, reading it gives a policy or problems that stand in it, and comes to an end.</summary>
public sealed class MutatedPolicyTests
{
    [Fact]
    public void Read_MutatedPolicy_GivesAPolicyOrProblems() =>
        Law.Holds(Gen.Choose(0, int.MaxValue), seed => IsClean(Mutation.Of(seed)), count: 20_000);

    private static bool IsClean(string text)
    {
        var result = PolicyReader.Read(text, "mutated.yaml");
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return result.IsValid == result.Diagnostics.All(found => found.Severity == Severity.Warning)
            && result.Diagnostics.Length <= DiagnosticBag.MostShown + 1
            && result.Diagnostics.All(found => IsInside(found, lines))
            && result.Render().Length >= 0;
    }

    private static bool IsInside(Diagnostic found, string[] lines) =>
        found.Span.Line >= 1 && found.Span.Line <= lines.Length && found.Span.Column >= 1 && found.Span.Length >= 0 && found.Message.Length is > 0 and < 2_000;
}
