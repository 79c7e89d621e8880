using BadApp.Hostile;
using BadApp.Hosting;
using BadApp.Theft;

namespace BadApp.Tests;

/// <summary>A theft of one secret under each guard, and under Trapeze one of its complement too.</summary>
public sealed class StagedPlays : IAsyncLifetime
{
    private readonly Secret _secret = Secret.Random(Random.Shared);

    public Play Unguarded { get; private set; } = null!;

    public Play Insensitive { get; private set; } = null!;

    public Play Guarded { get; private set; } = null!;

    public Play Turned { get; private set; } = null!;

    /// <summary>How many runs of the hostile code looped under Trapeze when the play was over.</summary>
    public int Looping { get; private set; }

    public async Task InitializeAsync()
    {
        Unguarded = await StageInStepsAsync(Guard.None);
        Insensitive = await StageInStepsAsync(Guard.Insensitive);
        (Guarded, Looping) = await StageUnderTrapezeAsync(_secret);
        (Turned, _) = await StageUnderTrapezeAsync(_secret.Complement);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<Play> StageInStepsAsync(Guard guard)
    {
        using var stage = new Stage();
        var time = new SteppedTime();
        return await Play.StageAsync(guard, _secret, stage, new KnowingPatience(_secret, stage, time), time);
    }

    private static async Task<(Play Play, int Looping)> StageUnderTrapezeAsync(Secret secret)
    {
        using var stage = new Stage();
        return (await Play.StageAsync(Guard.Trapeze, secret, stage, new EndlessPatience(), TimeProvider.System), stage.Looping);
    }
}
