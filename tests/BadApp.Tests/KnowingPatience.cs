using BadApp.Hostile;
using BadApp.Theft;

namespace BadApp.Tests;

/// <summary>Needs no clock to know when to give up: it knows the secret, and so which replies will come. For what runs without Trapeze.</summary>
internal sealed class KnowingPatience(Secret secret, Stage stage, SteppedTime time) : IPatience
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    public async Task WaitAsync(Way way, IReadOnlyList<Task> replies)
    {
        await Task.WhenAll([stage.AllActed(way), .. replies.Where((_, bit) => !secret.IsSet(bit))]).WaitAsync(Stuck);
        if (way == Way.Slow)
        {
            time.Advance(Injected.Nap);
        }

        if (way != Way.Loop)
        {
            await Task.WhenAll(replies).WaitAsync(Stuck);
        }
    }
}
