namespace Trapeze.LocalServers.Network;

/// <summary>Faults by chance; the same for the same seed and the same order of requests.</summary>
/// <param name="seed">The seed.</param>
/// <param name="share">One in so many requests.</param>
/// <param name="faults">Which there may be for a request; none of them if it is empty.</param>
public sealed class RandomFaults(int seed, int share, Func<WireRequest, IReadOnlyList<WireFault>> faults)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<WireFault, int> _met = [];

    /// <summary>How many there were of each.</summary>
    public IReadOnlyDictionary<WireFault, int> Met
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<WireFault, int>(_met);
            }
        }
    }

    public WireFault Of(WireRequest request)
    {
        var choices = faults(request);
        lock (_lock)
        {
            if (_random.Next(share) != 0 || choices.Count == 0)
            {
                return WireFault.None;
            }

            var fault = choices[_random.Next(choices.Count)];
            _met[fault] = _met.GetValueOrDefault(fault) + 1;
            return fault;
        }
    }
}
