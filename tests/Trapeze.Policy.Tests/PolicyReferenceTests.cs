using System.Text.RegularExpressions;

namespace Trapeze.Policy.Tests;

/// <summary>What the reference shows as a whole policy loads.</summary>
public sealed partial class PolicyReferenceTests
{
    [Fact]
    public void Reference_WholePolicies_AreValid()
    {
        var policies = Blocks().Matches(File.ReadAllText(PolicyFiles.Reference)).Select(match => match.Groups["text"].Value).Where(text => text.Contains("trapeze: 1", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(policies);
        Assert.All(policies, text => Assert.Equal("", PolicyReader.Read(text, "policy-reference.md").Render()));
    }

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();
}
