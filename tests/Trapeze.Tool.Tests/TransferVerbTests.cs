namespace Trapeze.Tool.Tests;

public sealed class TransferVerbTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExportImportCompare_OfAFile_ShowEveryLabelTheSame()
    {
        await FillAsync();

        var (code, facets, told) = await RunAsync("export", "file:" + _folder.At("from.db"), _folder.PolicyFile);
        Assert.Equal((0, "3 facets\n"), (code, told));
        Assert.Equal((0, "", "3 facets are there: --behind 3 goes on from here\n3 facets\n"), await CommandLineTests.RunAsync(facets, ["import", "file:" + _folder.At("to.db"), _folder.PolicyFile]));
        Assert.Equal((0, "every label sees the same\n", ""), await CompareAsync());

        using (var to = _folder.Open("to.db"))
        {
            Assert.Equal(("p", "a", "a", null), (
                await Folder.StateAsync(to, "public", "k"), await Folder.StateAsync(to, "client(alice)", "k"), await Folder.StateAsync(to, "owner", "k"), await Folder.StateAsync(to, "client(alice)", "l")));
            await Folder.PutAsync(to, "client(bob)", "k", "b");
        }

        Assert.Equal((1, "client(bob) sees another `orders`\nowner sees another `orders`\n2 views differ\n", ""), await CompareAsync());
    }

    [Fact]
    public async Task Import_OfHalfAnExport_SaysWhatIsWrong_AndGoesOnWithTheWhole()
    {
        await FillAsync();
        var (_, facets, _) = await RunAsync("export", "file:" + _folder.At("from.db"), _folder.PolicyFile);
        var lines = facets.Split('\n');

        var (code, _, errors) = await CommandLineTests.RunAsync(string.Join('\n', lines[..3]), ["import", "file:" + _folder.At("to.db"), _folder.PolicyFile]);
        Assert.Equal(1, code);
        Assert.Contains("cut off", errors, StringComparison.Ordinal);

        Assert.Equal(0, (await CommandLineTests.RunAsync(facets, ["import", "file:" + _folder.At("to.db"), _folder.PolicyFile, "--behind", "1"])).Code);
        Assert.Equal(1, (await CompareAsync()).Code);
        Assert.Equal(0, (await CommandLineTests.RunAsync(facets, ["import", "file:" + _folder.At("to.db"), _folder.PolicyFile])).Code);
        Assert.Equal(0, (await CompareAsync()).Code);
    }

    [Fact]
    public async Task Check_OfAFile_SaysWhatIsDue_AndDoesIt()
    {
        using (var store = _folder.Open("from.db"))
        {
            await Folder.PutAsync(store, "client(alice)", "k", "a");
            await Folder.PutAsync(store, "public", "k", "p");
            using var client = store.ClientAt(Folder.Order.Parse("public"));
            await client.PutItemAsync("lines", new() { ["order"] = new("o"), ["at"] = new() { N = "1" }, ["ends"] = new() { N = "1000" } });
        }

        string Report(int facets, int superseded, int ended, string due) => $"""
            {facets} facets
            {superseded} superseded everywhere: content to be removed
            {ended} ended: content to be removed
            0 copies that a writer which died has not delivered: to be delivered
            0 parts of long items and entries of indexes that are of no facet any more: to be removed
            {due}

            """;
        string[] check = ["check", "file:" + _folder.At("from.db"), _folder.PolicyFile];
        Assert.Equal((0, Report(4, 2, 1, "--repair does it"), ""), await RunAsync(check));
        Assert.Equal((0, Report(4, 2, 1, "--repair does it"), ""), await RunAsync(check));
        Assert.Equal((0, Report(4, 2, 1, "done"), ""), await RunAsync([.. check, "--repair"]));
        Assert.Equal((0, Report(2, 0, 0, "nothing is due"), ""), await RunAsync(check));
        using var swept = _folder.Open("from.db");
        Assert.Equal("p", await Folder.StateAsync(swept, "client(alice)", "k"));
    }

    [Fact]
    public async Task Check_OfAFileThatIsDamaged_SaysSo()
    {
        using (var store = _folder.Open("from.db"))
        {
            for (var at = 0; at < 200; at++)
            {
                await Folder.PutAsync(store, "public", $"k{at}", new string('x', 500));
            }
        }

        await using (var file = new FileStream(_folder.At("from.db"), FileMode.Open))
        {
            file.Seek(file.Length - 8_192, SeekOrigin.Begin);
            file.Write(new byte[4_096]);
        }

        var (code, output, errors) = await RunAsync("check", "file:" + _folder.At("from.db"), _folder.PolicyFile);
        Assert.Equal(1, code);
        Assert.True(output.StartsWith("damaged: ", StringComparison.Ordinal) || errors.Length > 0, output);
    }

    [Theory]
    [InlineData("there is no file", "file:nothing.db")]
    [InlineData("is no store: file:PATH, dynamodb:TABLE or dynamodb:TABLE@URL", "nothing.db")]
    [InlineData("is no address of a service", "dynamodb:facets@nowhere")]
    public async Task Export_OfWhatIsNoStore_IsRefused(string reason, string store)
    {
        var (code, output, errors) = await RunAsync("export", store, _folder.PolicyFile);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.False(File.Exists("nothing.db"));
    }

    [Fact]
    public async Task Export_UnderAPolicyWithErrors_NamesThem()
    {
        await FillAsync();
        await File.WriteAllTextAsync(_folder.PolicyFile, "trapeze: 1\nlabels: { public: , owner: pubic }\nfunctions: { f: { on: event e } }\n");

        var (code, output, errors) = await RunAsync("export", "file:" + _folder.At("from.db"), _folder.PolicyFile);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("pubic", errors, StringComparison.Ordinal);
        Assert.Contains(":2:", errors, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        using var store = _folder.Open("from.db");
        await Folder.PutAsync(store, "public", "k", "p");
        await Folder.PutAsync(store, "client(alice)", "k", "a");
        using var alice = store.ClientAt(Folder.Order.Parse("client(alice)"));
        await alice.DeleteItemAsync("orders", new() { ["id"] = new("l") });
    }

    private Task<(int Code, string Output, string Errors)> CompareAsync() => RunAsync("compare", "file:" + _folder.At("from.db"), "file:" + _folder.At("to.db"), _folder.PolicyFile);

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => CommandLineTests.RunAsync(arguments);
}
