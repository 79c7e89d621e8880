using BadApp.Command;

namespace BadApp.Tests;

public sealed class ShowOptionsTests
{
    [Fact]
    public void Parse_OfNothing_TakesTheGivenSeed() => Assert.Equal(new ShowOptions { Seed = 7 }, ShowOptions.Parse([], 7, out _));

    [Fact]
    public void Parse_OfASeedAndSecrets_TakesThem() =>
        Assert.Equal(new ShowOptions { Seed = 5, Secrets = 16 }, ShowOptions.Parse(["--seed", "5", "--secrets", "16"], 7, out _));

    [Fact]
    public void Parse_OfHelp_ComplainsOfNothing()
    {
        Assert.Null(ShowOptions.Parse(["--help"], 7, out var complaint));
        Assert.Empty(complaint);
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "x")]
    [InlineData("--secrets", "3")]
    [InlineData("--secrets", "0")]
    [InlineData("--secrets", "66")]
    [InlineData("--fast")]
    [InlineData("--seed", "1", "more")]
    public void Parse_OfWhatItDoesNotKnow_SaysSo(params string[] arguments)
    {
        Assert.Null(ShowOptions.Parse(arguments, 7, out var complaint));
        Assert.Contains($"`{arguments[^1]}`", complaint, StringComparison.Ordinal);
    }
}
