using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HelloRetail.Hosting;
using Microsoft.Extensions.Options;

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
    [InlineData("--overdue", "0")]
    [InlineData("--store", "elsewhere")]
    [InlineData("--store", "dynamodb")]
    [InlineData("--endpoint", "http://localhost:8000")]
    [InlineData("--table", "facets")]
    [InlineData("--store", "dynamodb", "--endpoint", "somewhere")]
    [InlineData("--store", "dynamodb", "--table", "facets", "--fresh")]
    [InlineData("--store", "dynamodb", "--endpoint", "http://localhost:8000", "--unguarded")]
    public void CommandLine_ThatCannotBeRead_IsNone_AndSaysWhere(params string[] arguments)
    {
        Assert.Null(ShopOptions.Parse(arguments, "data", out var offending));
        Assert.Contains(offending, arguments);
    }

    [Fact]
    public void CommandLine_IsRead()
    {
        var options = ShopOptions.Parse(["--fresh", "--port", "0", "--data", "/somewhere", "--once", "--overdue", "20", "--unguarded"], "data", out _);

        Assert.Equal(new ShopOptions { Data = "/somewhere", Fresh = true, Port = 0, Once = true, Unguarded = true, Times = new() { Authorization = TimeSpan.FromSeconds(20) } }, options);
    }

    [Fact]
    public void CommandLine_WithATable_IsRead()
    {
        var options = ShopOptions.Parse(["--store", "dynamodb", "--table", "facets", "--endpoint", "http://localhost:8000"], "data", out _);

        Assert.Equal(new ShopOptions { Data = "data", Table = new ShopTable(new Uri("http://localhost:8000"), "facets") }, options);
    }

    [Theory]
    [InlineData("http://localhost:8000/path", "fine-name", "ServiceUrl")]
    [InlineData("http://localhost:8000", "no name", "TableName")]
    public async Task Table_ThatCannotBe_IsNamedBeforeAnythingIsAsked(string endpoint, string name, string property)
    {
        using var data = new DataFolder();
        var options = new ShopOptions { Data = data.Path, Port = 0, Table = new ShopTable(new Uri(endpoint), name) };

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ShopHost.StartAsync(options, TimeProvider.System));

        Assert.Contains($"DynamoDbBackend.{property}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_WhoseServerIsNotThere_SaysSoInOneLine_AndEnds()
    {
        using var data = new DataFolder();

        // Ours, and not listened at: nobody answers.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var endpoint = $"http://{nobody.LocalEndPoint}";
        using var shop = Process.Start(new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { typeof(ShopHost).Assembly.Location, "--once", "--data", data.Path, "--port", "0", "--store", "dynamodb", "--endpoint", endpoint },
        })!;
        var said = shop.StandardError.ReadToEndAsync();
        var told = await shop.StandardOutput.ReadToEndAsync();
        await shop.WaitForExitAsync();

        Assert.Equal((1, ""), (shop.ExitCode, told));
        Assert.StartsWith("The shop cannot open: the table", Assert.Single((await said).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(endpoint, await said, StringComparison.Ordinal);
        Assert.Contains("dynamodb-local.sh --run", await said, StringComparison.Ordinal);
    }
}
