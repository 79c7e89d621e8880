using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Tests;

/// <summary>Which characters are refused, and where exactly.</summary>
public sealed class CharacterCheckTests
{
    [Theory]
    [InlineData('\u0000')]
    [InlineData('\u001f')]
    [InlineData('\u007f')]
    [InlineData('\u009f')]
    [InlineData('\u061c')]
    [InlineData('\u200e')]
    [InlineData('\u200f')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u202a')]
    [InlineData('\u202e')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    [InlineData('\ufeff')]
    [InlineData('\ufffe')]
    [InlineData('\uffff')]
    public void Run_CharacterThatCannotBeSeen_IsReportedInItsPlace(char bad)
    {
        var found = Assert.Single(Of($"ab{bad}c"));

        Assert.Equal((DiagnosticCode.BadCharacter, new SourceSpan(1, 3, 1)), (found.Code, found.Span));
        Assert.Equal($"the character U+{(int)bad:X4} may not stand in a policy", found.Message);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('~')]
    [InlineData('\u00a0')]
    [InlineData('\u061b')]
    [InlineData('\u200d')]
    [InlineData('\u2010')]
    [InlineData('\u2027')]
    [InlineData('\u202f')]
    [InlineData('\u2065')]
    [InlineData('\u206a')]
    [InlineData('\ufffd')]
    public void Run_CharacterBesideThose_IsNot(char good) => Assert.Empty(Of($"ab{good}c"));

    [Theory]
    [InlineData("a\nb\u0001", 2, 2)]
    [InlineData("a\r\nb\u0001", 2, 2)]
    [InlineData("a\rb\u0001", 2, 2)]
    [InlineData("a\n\n\u0001", 3, 1)]
    [InlineData("a\r\r\n\u0001", 3, 1)]
    [InlineData("\rb\u0001", 2, 2)]
    [InlineData("a\u0001\r", 1, 2)]
    public void Run_AfterALineEnd_CountsLines(string text, int line, int column) =>
        Assert.Equal(new SourceSpan(line, column, 1), Assert.Single(Of(text)).Span);

    [Theory]
    [InlineData("\ta", 1, 1)]
    [InlineData("  \ta", 1, 3)]
    [InlineData("a\n \t\ta", 2, 2)]
    [InlineData("a\r\n\ta", 2, 1)]
    public void Run_TabThatIndents_IsReportedOnceALine(string text, int line, int column)
    {
        var found = Assert.Single(Of(text));

        Assert.Equal((DiagnosticCode.NotYaml, new SourceSpan(line, column, 1)), (found.Code, found.Span));
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a \tb")]
    public void Run_TabAfterText_IsNoProblem(string text) => Assert.Empty(Of(text));

    [Fact]
    public void Run_Pair_IsNoProblem() => Assert.Equal(new SourceSpan(1, 3, 1), Assert.Single(Of("\ud83d\ude00\u0001")).Span);

    // A half cannot stand in a test's name: `<` is the first one here, `>` the second.
    [Theory]
    [InlineData("a<", "D83D", 1, 2)]
    [InlineData("ab\n<x", "D83D", 2, 1)]
    [InlineData("ab\nc>", "DE00", 2, 2)]
    [InlineData(">x", "DE00", 1, 1)]
    [InlineData("<<>", "D83D", 1, 1)]
    [InlineData("<>>", "DE00", 1, 3)]
    public void Run_HalfOfAPair_IsReportedInItsPlace(string text, string half, int line, int column)
    {
        var found = Assert.Single(Of(text.Replace('<', '\ud83d').Replace('>', '\ude00')));

        Assert.Equal(new SourceSpan(line, column, 1), found.Span);
        Assert.Equal($"the character U+{half} may not stand in a policy", found.Message);
    }

    private static IEnumerable<Diagnostic> Of(string text)
    {
        var problems = new DiagnosticBag("p.yaml", text);
        CharacterCheck.Run(text, problems);
        return problems.ToImmutable();
    }
}
