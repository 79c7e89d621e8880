using Trapeze.Evidence.Envelopes;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Evidence.Tests;

/// <summary>A little of <c>envelopes</c>; <c>TRAPEZE_CASES=n</c> makes so many.</summary>
public sealed class EnvelopeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Records_ThatSomebodyChanged_StartNothing()
    {
        var cases = Replay.Cases(5_000);
        var seed = Replay.Seed();

        var tally = await new EnvelopeSearch(seed).RunAsync(cases);

        output.WriteLine($"TRAPEZE_SEED={seed}\n{tally}");
        Assert.True(tally.Wrong.Count == 0, $"TRAPEZE_SEED={seed}\n{tally}");
        Assert.All(Enum.GetValues<Forgery>(), forgery => Assert.InRange(tally.Tried(forgery), cases / 10, (cases / 10) + 1));
        Assert.Equal(tally.Tried(Forgery.None), tally.Started(Forgery.None));
    }
}
