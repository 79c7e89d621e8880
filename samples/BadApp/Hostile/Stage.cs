using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using BadApp.Theft;

namespace BadApp.Hostile;

/// <summary>What the demonstration keeps of the hostile code: that it has acted, and a switch that ends its loops when the play is over.</summary>
/// <remarks>The thief has no part in it. Without it a reader could come before the deed, and find nothing for that reason alone.</remarks>
[SuppressMessage("Trapeze", "TRZ0015", Justification = "The hostile code must be ended and waited for, by the demonstration, which the thief has no part in.")]
public sealed class Stage : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _over = new();
    private readonly FrozenDictionary<Way, Count> _acted = Enum.GetValues<Way>().ToFrozenDictionary(way => way, _ => new Count());
    private int _looping;

    /// <summary>Ends what the hostile code still does.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How many runs of the hostile code have begun to loop.</summary>
    public int Looping => Volatile.Read(ref _looping);

    /// <summary>A run of the hostile code has done what it does with its bit, or is doing it.</summary>
    public void Acted(Way way) => _acted[way].Add();

    /// <summary>Ends when as many runs as the secret has bits have acted.</summary>
    public Task AllActed(Way way) => _acted[way].Full;

    public async Task LoopForEverAsync(TimeProvider time)
    {
        Interlocked.Increment(ref _looping);
        Acted(Way.Loop);
        while (true)
        {
            await Task.Delay(Step, time, _over.Token);
        }
    }

    public void End() => _over.Cancel();

    public void Dispose() => _over.Dispose();

    private sealed class Count
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Full => _full.Task;

        public void Add()
        {
            if (Interlocked.Increment(ref _count) == Secret.Length)
            {
                _full.SetResult();
            }
        }
    }
}
