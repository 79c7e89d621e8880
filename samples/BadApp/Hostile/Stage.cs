using System.Collections.Frozen;
using BadApp.Theft;

namespace BadApp.Hostile;

/// <summary>What the demonstration keeps of the hostile code: that it has acted, and a switch that ends its loops when the play is over.</summary>
/// <remarks>The thief has no part in it. Without it a reader could come before the deed, and find nothing for that reason alone.</remarks>
public sealed class Stage : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _over = new();
    private readonly FrozenDictionary<Way, SemaphoreSlim> _acted = Enum.GetValues<Way>().ToFrozenDictionary(way => way, _ => new SemaphoreSlim(0));
    private int _lasting;

    public CancellationToken Over => _over.Token;

    /// <summary>How many runs of the hostile code are looping now.</summary>
    public int Looping => Volatile.Read(ref _lasting);

    public void Acted(Way way) => _acted[way].Release();

    /// <summary>Ends when <paramref name="requests"/> runs have done what they do with their bit, or have begun to.</summary>
    public async Task ActedAsync(Way way, int requests, CancellationToken cancellation)
    {
        for (var i = 0; i < requests; i++)
        {
            await _acted[way].WaitAsync(cancellation);
        }
    }

    public async Task LoopForEverAsync(TimeProvider time)
    {
        Interlocked.Increment(ref _lasting);
        while (true)
        {
            await Task.Delay(Step, time, _over.Token);
        }
    }

    public void End() => _over.Cancel();

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
        foreach (var acted in _acted.Values)
        {
            acted.Dispose();
        }
    }
}
