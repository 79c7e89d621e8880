namespace Trapeze.Shim.Envelopes;

/// <summary>The seal with the keys in force, which are read when the first envelope is opened or closed and not before.</summary>
/// <remarks>
/// Then again when an envelope names a key that is not there, at most once a minute, and when they are old: so a rotation reaches every process, and no sender of made-up
/// envelopes makes it ask on and on.
/// </remarks>
internal sealed class EnvelopeSeals(IEnvelopeKeySource source, TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan BetweenReads = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan LongestKept = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile State? _state;

    /// <summary>The seal to close with, or to open <paramref name="text"/>.</summary>
    /// <exception cref="EnvelopeKeysUnavailableException">No keys have been had so far, and now they cannot be.</exception>
    internal ValueTask<EnvelopeSeal> GetAsync(string? text = null) =>
        _state is { } state && !IsStale(state, text) ? ValueTask.FromResult(state.Seal) : new ValueTask<EnvelopeSeal>(ReadAsync(text));

    /// <summary>Keeps no keys: after a process was restored from an image of itself.</summary>
    internal void Forget() => _state = null;

    public void Dispose() => _reading.Dispose();

    private bool IsStale(State state, string? text)
    {
        var age = time.GetElapsedTime(state.AskedAt);
        return age >= LongestKept || (age >= BetweenReads && state.Seal.IsOfOtherKeys(text));
    }

    private async Task<EnvelopeSeal> ReadAsync(string? text)
    {
        await _reading.WaitAsync();
        try
        {
            var before = _state;
            if (before is not null && !IsStale(before, text))
            {
                return before.Seal;
            }

            var seal = await ReadOrKeepAsync(before);
            _state = new State(seal, time.GetTimestamp());
            return seal;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<EnvelopeSeal> ReadOrKeepAsync(State? before)
    {
        try
        {
            return new EnvelopeSeal(await source.ReadAsync(), time);
        }
        catch (EnvelopeKeysUnavailableException) when (before is not null)
        {
            return before.Seal;
        }
    }

    private sealed record State(EnvelopeSeal Seal, long AskedAt);
}
