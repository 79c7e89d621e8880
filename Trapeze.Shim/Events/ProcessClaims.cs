namespace Trapeze.Shim.Events;

/// <summary>Claims of one process, which are lost with it.</summary>
internal sealed class ProcessClaims(TimeProvider time) : IClaims
{
    private const int BetweenSweeps = 1_024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Until, bool IsDone)> _claims = new(StringComparer.Ordinal);
    private int _added;

    public Task<ClaimOutcome> TryClaimAsync(string id, DateTimeOffset until)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_claims.TryGetValue(id, out var found) && found.Until > now)
            {
                return Task.FromResult(found.IsDone ? ClaimOutcome.Done : ClaimOutcome.Held);
            }

            Sweep(now);
            _claims[id] = (until, IsDone: false);
            return Task.FromResult(ClaimOutcome.Taken);
        }
    }

    public Task CompleteAsync(string id, DateTimeOffset remembered)
    {
        lock (_lock)
        {
            Sweep(time.GetUtcNow());
            _claims[id] = (remembered, IsDone: true);
        }

        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string id)
    {
        lock (_lock)
        {
            if (_claims.TryGetValue(id, out var found) && !found.IsDone)
            {
                _claims.Remove(id);
            }
        }

        return Task.CompletedTask;
    }

    private void Sweep(DateTimeOffset now)
    {
        if (++_added % BetweenSweeps == 0)
        {
            foreach (var (id, _) in _claims.Where(claim => claim.Value.Until <= now).ToList())
            {
                _claims.Remove(id);
            }
        }
    }
}
