namespace Trapeze.Tool.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Run_Help_SaysWhatThereIs()
    {
        var (code, output, errors) = Run("--help");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("template NAME", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("template")]
    [InlineData("template", "one", "two")]
    public void Run_WhatItDoesNotKnow_SaysHowToAsk(params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("trapeze VERB", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no name")]
    [InlineData("x")]
    [InlineData("\"\nInjected: true")]
    public void Run_TemplateOfWhatIsNoName_IsRefused(string name)
    {
        var (code, output, errors) = Run("template", name);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("is no table's name", errors, StringComparison.Ordinal);
    }

    internal static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = Program.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
