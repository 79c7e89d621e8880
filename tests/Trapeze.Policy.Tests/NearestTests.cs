using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>How far a name may be off to be suggested.</summary>
public sealed class NearestTests
{
    [Theory]
    [InlineData("ab", "ac", true)]
    [InlineData("a", "b", true)]
    [InlineData("x", "yz", false)]
    [InlineData("abcde", "abcdx", true)]
    [InlineData("abcde", "abcxy", false)]
    [InlineData("abcdefghi", "xyzdefghi", true)]
    [InlineData("abcdefghi", "wxyzefghi", false)]
    [InlineData("abcdef", "badcef", true)]
    [InlineData("abcdef", "badcfe", false)]
    [InlineData("owner", "OWNER", true)]
    [InlineData("", "a", false)]
    public void Find_OneCandidate_IsNearEnoughOrNot(string written, string candidate, bool near) =>
        Assert.Equal(near ? candidate : null, Nearest.Find(written, [candidate]));

    [Theory]
    [InlineData(64, 64, true)]
    [InlineData(64, 63, true)]
    [InlineData(64, 65, false)]
    [InlineData(65, 64, false)]
    [InlineData(65, 65, false)]
    public void Find_UpToTheLongestCompared_IsNear(int written, int candidate, bool near)
    {
        var name = new string('a', candidate - 1) + "b";

        Assert.Equal(near ? name : null, Nearest.Find(new string('a', written), [name]));
    }

    [Fact]
    public void Find_Several_IsTheFirstOfTheNearest() => Assert.Equal("abcdex", Nearest.Find("abcdef", ["abcdxy", "abcdex", "abcdey"]));
}
