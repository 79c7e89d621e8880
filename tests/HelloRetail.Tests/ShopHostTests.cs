using HelloRetail.Hosting;

namespace HelloRetail.Tests;

public sealed class ShopHostTests
{
    [Fact]
    public async Task SecondShop_OnTheSameData_IsRefused_AndLeavesTheFirstAlone()
    {
        using var data = new DataFolder();
        var options = new ShopOptions { Data = data.Path, Port = 0 };
        await using var first = await ShopHost.StartAsync(options, TimeProvider.System);
        var policy = await File.ReadAllTextAsync(Path.Combine(data.Path, "shop", "retail.yaml"));

        await Assert.ThrowsAsync<IOException>(() => ShopHost.StartAsync(options with { Fresh = true }, TimeProvider.System));

        Assert.Equal(policy, await File.ReadAllTextAsync(Path.Combine(data.Path, "shop", "retail.yaml")));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--nonsense")]
    [InlineData("--data")]
    public void CommandLine_ThatCannotBeRead_IsNone_AndSaysWhere(params string[] arguments)
    {
        Assert.Null(ShopOptions.Parse(arguments, "data", out var offending));
        Assert.Contains(offending, arguments);
    }

    [Fact]
    public void CommandLine_IsRead()
    {
        var options = ShopOptions.Parse(["--fresh", "--port", "0", "--data", "/somewhere", "--once", "--unguarded"], "data", out _);

        Assert.Equal(new ShopOptions { Data = "/somewhere", Fresh = true, Port = 0, Once = true, Unguarded = true }, options);
    }
}
