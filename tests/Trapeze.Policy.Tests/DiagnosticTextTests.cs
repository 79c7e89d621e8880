using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>How a piece of a policy looks in a message, and a line above its carets.</summary>
public sealed class DiagnosticTextTests
{
    [Fact]
    public void Quote_UpToSixtyCharacters_IsTheWhole()
    {
        var longest = new string('x', 60);

        Assert.Equal($"`{longest}`", DiagnosticText.Quote(longest));
        Assert.Equal($"`{longest}…`", DiagnosticText.Quote(longest + "y"));
    }

    // A half of a pair cannot stand in a test's name: `<` is the first one here, `>` the second.
    [Theory]
    [InlineData("ab<>", "`ab<>`")]
    [InlineData("<>b", "`<>b`")]
    [InlineData("a<b", "`a\ufffdb`")]
    [InlineData("a>b", "`a\ufffdb`")]
    [InlineData(">", "`\ufffd`")]
    [InlineData("a\u202eb\u0001", "`a\ufffdb\ufffd`")]
    public void Quote_WhatCannotBeSeen_IsReplaced(string text, string shown) => Assert.Equal(Halves(shown), DiagnosticText.Quote(Halves(text)));

    [Fact]
    public void Render_LineOfSpaces_KeepsTheCaretInItsPlace() =>
        Assert.Equal("p.yaml:2:3: wrong [TP0001]\n  |\n2 |\n  |   ^\n", new Diagnostic("TP0001", Severity.Error, "p.yaml", new SourceSpan(2, 3, 1), "wrong", null, "   ").Render());

    private static string Halves(string text) => text.Replace('<', '\ud83d').Replace('>', '\ude00');
}
