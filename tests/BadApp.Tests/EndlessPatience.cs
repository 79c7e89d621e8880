using BadApp.Theft;

namespace BadApp.Tests;

/// <summary>Waits for every reply.</summary>
internal sealed class EndlessPatience : IPatience
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    public Task WaitAsync(Way way, IReadOnlyList<Task> replies) => Task.WhenAll(replies).WaitAsync(Stuck);
}
