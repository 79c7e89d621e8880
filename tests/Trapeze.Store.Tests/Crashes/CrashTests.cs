using System.Globalization;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Crashes;

public sealed class CrashTests
{
    private const int Rounds = 50;

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task Put_ProcessKilledAtAnyInstant_LosesNothingAcknowledged()
    {
        using var temporary = new TemporaryStore();
        temporary.Store.Dispose();
        var random = new Random(20261121);
        var acknowledged = new Dictionary<int, int>();
        var writes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var child = ChildProcess.Start("write", temporary.Path, (acknowledged.Values.DefaultIfEmpty().Max() + 1).ToString(CultureInfo.InvariantCulture));
            for (var left = random.Next(1, 120); left > 0; left--)
            {
                Note(await child.StandardOutput.ReadLineAsync());
            }

            child.Kill();
            // What it said before it died counts too.
            while (await child.StandardOutput.ReadLineAsync() is { } line)
            {
                Note(line);
            }

            await child.WaitForExitAsync();
            await VerifyAsync(temporary, acknowledged);
        }

        Assert.True(writes > Rounds * 10, $"{writes} writes are too few to mean anything");

        void Note(string? line)
        {
            // The last line may be cut off, with its end.
            if (line?.Split(' ') is [var caller, var value] && value.Length > 0)
            {
                acknowledged[int.Parse(caller, CultureInfo.InvariantCulture)] = int.Parse(value, CultureInfo.InvariantCulture);
                writes++;
            }
        }
    }

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task Update_SeveralProcessesAtOnce_LosesNoIncrement()
    {
        using var temporary = new TemporaryStore();
        using var first = ChildProcess.Start("count", temporary.Path, "200");
        using var second = ChildProcess.Start("count", temporary.Path, "200");
        var (client, reader) = (temporary.At("client(alice)"), temporary.At("owner"));
        var last = 0;
        for (var i = 0; i < 200; i++)
        {
            await ChildProcess.IncrementAsync(client);
            var seen = int.Parse((await reader.GetItemAsync("Plain", Key("counter"))).Item["times"].N, CultureInfo.InvariantCulture);
            Assert.True(seen > last, "a read goes back behind an acknowledged write");
            last = seen;
        }

        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal("600", (await reader.GetItemAsync("Plain", Key("counter"))).Item["times"].N);
    }

    private static async Task VerifyAsync(TemporaryStore temporary, Dictionary<int, int> acknowledged)
    {
        await using var store = temporary.Open();
        foreach (var (caller, value) in acknowledged)
        {
            var own = (await store.ClientAt(Retail.Label("client", $"c{caller % 2}")).GetItemAsync("Plain", Key($"k{caller}"))).Item["value"].N;
            var above = (await store.ClientAt(Retail.Label("owner")).GetItemAsync("Plain", Key($"k{caller}"))).Item["value"].N;
            Assert.True(int.Parse(own, CultureInfo.InvariantCulture) >= value, $"caller {caller}: {value} was acknowledged, {own} is there");
            Assert.Equal(own, above);
            if (ChildProcess.IsOfTransactions(caller))
            {
                Assert.Equal(own, (await store.ClientAt(Retail.Label("owner")).GetItemAsync("Plain", Key($"twin{caller}"))).Item["value"].N);
            }
        }
    }
}
