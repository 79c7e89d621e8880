namespace Trapeze.Policy.Tests;

/// <summary>Where the policies lie that the tests read.</summary>
internal static class PolicyFiles
{
    internal static string Bad { get; } = Path.Combine(AppContext.BaseDirectory, "bad");

    internal static string Good { get; } = Path.Combine(AppContext.BaseDirectory, "good");

    internal static string Reference { get; } = Path.Combine(AppContext.BaseDirectory, "docs", "policy-reference.md");

    internal static FlowPolicy Read(string name) => Valid(PolicyReader.ReadFile(Path.Combine(Good, name)));

    internal static FlowPolicy Parse(string text) => Valid(PolicyReader.Read(text, "policy.yaml"));

    internal static FlowPolicy Valid(PolicyResult result)
    {
        Assert.True(result.IsValid, result.Render());
        return result.Policy;
    }
}
