using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>Labels as a policy writes them: what they are read as, and up to what size.</summary>
public sealed class LabelReaderTests
{
    private static string Longest => new('x', LabelOrder.MaxParameterLength);

    [Theory]
    [InlineData("bottom", "bottom")]
    [InlineData("top", "top")]
    [InlineData("a", "a")]
    [InlineData("a & b", "a & b")]
    [InlineData("a | b", "a | b")]
    [InlineData("(a|b)&c", "(a | b) & c")]
    [InlineData("a & b | c", "a & (b | c)")]
    [InlineData("a & top", "a & top")]
    [InlineData("bottom & a", "a")]
    [InlineData("a ! b", "a ! b")]
    [InlineData("a ! b & c", "a ! b & c")]
    [InlineData("k( $id )", "k($id)")]
    [InlineData("k( * )", "k(*)")]
    [InlineData("k(x-1_y.z)", "k(x-1_y.z)")]
    [InlineData("k(\"\\u0041l\\u0069ce\")", "k(Alice)")]
    public void Read_Label_IsShownAsItIsUnderstood(string label, string shown) =>
        Assert.Equal(shown, Assert.Single(PolicyFiles.Parse(With(label)).Functions["f"].Raises).ToString());

    [Theory]
    [InlineData("k(\"\\u004")]
    [InlineData("k(\"\\")]
    [InlineData("k(\"\\x1234\")")]
    [InlineData("k(\"\\u00zz\")")]
    public void Read_EscapeThatIsNone_IsRefusedAtTheBackslash(string label)
    {
        var found = Assert.Single(PolicyReader.Read(With(label), "p.yaml").Diagnostics);

        Assert.Equal("after a backslash stands `uXXXX`", found.Message);
        Assert.Equal(label.IndexOf('\\', StringComparison.Ordinal) + Column(), found.Span.Column);
    }

    [Fact]
    public void Read_UpToTwoThousandCharacters_IsRead()
    {
        Assert.Null(Problem("a".PadRight(2_000)));
        Assert.Equal("this label is too long", Problem("a".PadRight(2_001)));
    }

    [Fact]
    public void Read_LongestParameter_IsRead()
    {
        Assert.Null(Problem($"k({Longest})"));
        Assert.Equal("this parameter is too long", Problem($"k({Longest}x)"));
    }

    [Fact]
    public void Read_UpToSixtyFourClauses_IsRead()
    {
        Assert.Null(Problem(Join(64)));
        Assert.Equal("this label comes to too many clauses", Problem(Join(65)));
        Assert.Null(Problem($"({Join(8)}) | ({Join(8)})"));
        Assert.Equal("this label comes to too many clauses", Problem($"({Join(5)}) | ({Join(13)})"));
    }

    [Fact]
    public void Read_UpToSixteenBracketsInEachOther_IsRead()
    {
        Assert.Null(Problem(new string('(', 16) + "a" + new string(')', 16)));
        Assert.Equal("too many brackets", Problem(new string('(', 17) + "a" + new string(')', 17)));
        Assert.Null(Problem(string.Join(" & ", Enumerable.Repeat("(a)", 40))));
    }

    [Theory]
    [InlineData("my_sub")]
    [InlineData("my-sub")]
    [InlineData("my.sub")]
    [InlineData("my:sub")]
    [InlineData("https://claims.example/sub")]
    public void Read_ClaimWithPunctuation_IsOneName(string claim)
    {
        var policy = PolicyFiles.Parse(
            $"trapeze: 1\nlabels:\n  k(id):\ncallers:\n  - when: verified\n    are: k(${claim})\nchannels: {{ reply: caller }}\nfunctions:\n  f: {{ on: GET /f }}\n");

        Assert.Equal("k(x)", policy.Callers.Resolve(Principals.With((claim, "x")))?.Start.ToString());
    }

    private static string Join(int count) => string.Join(" & ", Enumerable.Repeat("a", count));

    private static string With(string label) => $"trapeze: 1\nlabels: {{ a: , b: , c: , k(id): }}\nfunctions:\n  f: {{ on: event e, raises: '{label}' }}\n";

    private static int Column() => "  f: { on: event e, raises: '".Length + 1;

    private static string? Problem(string label) =>
        PolicyReader.Read(With(label), "p.yaml").Diagnostics.SingleOrDefault(found => found.Severity == Severity.Error)?.Message;
}
