namespace Trapeze.Policy.Tests;

public sealed class GoodPolicyTests
{
    [Theory]
    [InlineData("retail.yaml")]
    [InlineData("everything.yaml")]
    public void ReadFile_GoodPolicy_HasNothingToSay(string file)
    {
        var result = PolicyReader.ReadFile(Path.Combine(PolicyFiles.Good, file));

        Assert.Equal("", result.Render());
        Assert.True(result.IsValid);
    }

    // A full-height editor shows about 75 lines.
    [Fact]
    public void Retail_FitsOnOneScreen() => Assert.InRange(File.ReadAllLines(Path.Combine(PolicyFiles.Good, "retail.yaml")).Length, 1, 75);
}
