namespace Trapeze.Evidence.Kills;

/// <summary>What is known of all writes, key by key.</summary>
internal sealed class Ledger : IWitness
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<Written, Stage>> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly List<string> _complaints = [];

    /// <summary>What never may be; empty if nothing was.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_lock)
            {
                return [.. _complaints];
            }
        }
    }

    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _keys.Keys];
            }
        }
    }

    public void Note(Stage stage, Written write)
    {
        lock (_lock)
        {
            _touched.Add(write.Key);
            _keys.TryAdd(write.Key, []);
            var stages = _keys[write.Key];
            stages[write] = (Stage)Math.Max((int)stage, (int)stages.GetValueOrDefault(write));
        }
    }

    public void Complain(string text)
    {
        lock (_lock)
        {
            _complaints.Add(text);
        }
    }

    /// <summary>What is known of a key's writes.</summary>
    public IReadOnlyDictionary<Written, Stage> Of(string key)
    {
        lock (_lock)
        {
            return new Dictionary<Written, Stage>(_keys[key]);
        }
    }

    /// <summary>The keys that were written since this was last asked.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        lock (_lock)
        {
            List<string> touched = [.. _touched];
            _touched.Clear();
            return touched;
        }
    }

    /// <summary>How many writes there are of each stage.</summary>
    public IReadOnlyDictionary<Stage, int> Count()
    {
        lock (_lock)
        {
            return _keys.Values.SelectMany(writes => writes.Values).GroupBy(stage => stage).ToDictionary(group => group.Key, group => group.Count());
        }
    }
}
