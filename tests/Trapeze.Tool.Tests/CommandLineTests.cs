namespace Trapeze.Tool.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Run_Help_SaysWhatThereIs()
    {
        var (code, output, errors) = await RunAsync("--help");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("template NAME", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("template")]
    [InlineData("template", "one", "two")]
    [InlineData("export", "file:x")]
    [InlineData("migrate", "dynamodb:Orders", "file:x", "policy.yaml", "orders")]
    public async Task Run_WhatItDoesNotKnow_SaysHowToAsk(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("trapeze VERB", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no option --all", "check", "file:x", "p.yaml", "--all")]
    [InlineData("--lease takes a number, not `soon`", "check", "file:x", "p.yaml", "--lease", "soon")]
    [InlineData("--behind takes a value", "import", "file:x", "p.yaml", "--behind")]
    public async Task Run_OptionThatIsNotAsItShouldBe_IsRefused(string reason, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no name")]
    [InlineData("x")]
    [InlineData("\"\nInjected: true")]
    public async Task Run_TemplateOfWhatIsNoName_IsRefused(string name)
    {
        var (code, output, errors) = await RunAsync("template", name);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("is no table's name", errors, StringComparison.Ordinal);
    }

    internal static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync("", arguments);

    internal static async Task<(int Code, string Output, string Errors)> RunAsync(string input, string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await Program.RunAsync(arguments, new Command(new StringReader(input), output, errors));
        return (code, output.ToString(), errors.ToString());
    }
}
