using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>Claims of one process.</summary>
internal sealed class MemoryClaims(TimeProvider time) : IClaims
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (bool IsDone, DateTimeOffset Until)> _claims = new(StringComparer.Ordinal);

    /// <summary>Whether nothing can be known or kept.</summary>
    internal bool IsGone { get; set; }

    public Task<ClaimOutcome> TryClaimAsync(string id, DateTimeOffset until) => Do(() =>
    {
        if (_claims.TryGetValue(id, out var claim) && claim.Until > time.GetUtcNow())
        {
            return claim.IsDone ? ClaimOutcome.Done : ClaimOutcome.Held;
        }

        _claims[id] = (false, until);
        return ClaimOutcome.Taken;
    });

    public Task CompleteAsync(string id, DateTimeOffset remembered) => Do(() => _claims[id] = (true, remembered));

    public Task ReleaseAsync(string id) => Do(() => _claims.Remove(id));

    private Task<T> Do<T>(Func<T> work)
    {
        lock (_lock)
        {
            return IsGone ? Task.FromException<T>(new EventsUnavailableException()) : Task.FromResult(work());
        }
    }
}
