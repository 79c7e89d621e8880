using System.Globalization;
using System.Text;

namespace Trapeze.Evidence.Soak;

/// <summary>What a soak met.</summary>
public sealed class SoakTally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<float>> _milliseconds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _surfaced = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _ofPlain = new(StringComparer.Ordinal);

    /// <summary>Errors that DynamoDB itself would not have shown, and how often; what was counted wrongly too.</summary>
    public IReadOnlyDictionary<string, long> Surfaced => _surfaced;

    /// <summary>Errors that a plain client without retries, of the same server at the same time, was shown.</summary>
    public IReadOnlyDictionary<string, long> OfPlain => _ofPlain;

    /// <summary>Operations of the store.</summary>
    public long Operations
    {
        get
        {
            lock (_lock)
            {
                return _milliseconds.Values.Sum(times => (long)times.Count);
            }
        }
    }

    /// <summary>Operations of the plain client.</summary>
    public long PlainOperations { get; private set; }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, times) in _milliseconds)
        {
            times.Sort();
            text.Append(CultureInfo.InvariantCulture, $"{name,-15} {times.Count,9:n0}  p50 {times[times.Count / 2],7:f1} ms  p99 {times[times.Count * 99 / 100],7:f1} ms  most {times[^1],8:f1} ms; refused {_refused.GetValueOrDefault(name):n0}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"operations {Operations:n0}; errors that plain DynamoDB would not show {_surfaced.Values.Sum():n0}; plain client: operations {PlainOperations:n0}, errors {_ofPlain.Values.Sum():n0}");
        foreach (var (error, count) in _surfaced.Concat(_ofPlain.Select(pair => KeyValuePair.Create($"plain: {pair.Key}", pair.Value))))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {count:n0} × {error}");
        }

        return text.ToString();
    }

    internal void AddDone(string name, TimeSpan took, bool isRefused)
    {
        lock (_lock)
        {
            _milliseconds.TryAdd(name, []);
            _milliseconds[name].Add((float)took.TotalMilliseconds);
            if (isRefused)
            {
                _refused[name] = _refused.GetValueOrDefault(name) + 1;
            }
        }
    }

    internal void AddPlain()
    {
        lock (_lock)
        {
            PlainOperations++;
        }
    }

    internal void AddSurfaced(string error) => Add(_surfaced, error);

    internal void AddOfPlain(string error) => Add(_ofPlain, error);

    private void Add(SortedDictionary<string, long> errors, string error)
    {
        lock (_lock)
        {
            errors[error] = errors.GetValueOrDefault(error) + 1;
        }
    }
}
