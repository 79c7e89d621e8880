namespace Trapeze.Shim.Guard.Context;

/// <summary>Features that middleware and handlers set: few, so a row.</summary>
internal sealed class FeatureRow
{
    private KeyValuePair<Type, object?>[] _entries = new KeyValuePair<Type, object?>[2];
    private int _count;

    internal ReadOnlySpan<KeyValuePair<Type, object?>> Entries => _entries.AsSpan(0, _count);

    /// <summary>Whether the feature was set; <paramref name="feature"/> is <see langword="null"/> if it was taken away.</summary>
    internal bool TryGet(Type key, out object? feature)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Key == key)
            {
                feature = _entries[i].Value;
                return true;
            }
        }

        feature = null;
        return false;
    }

    internal void Set(Type key, object? feature)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Key == key)
            {
                _entries[i] = new(key, feature);
                return;
            }
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = new(key, feature);
    }
}
