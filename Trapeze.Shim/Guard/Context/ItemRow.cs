using System.Collections;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The items of one request: few, so a row.</summary>
internal sealed class ItemRow : IDictionary<object, object?>
{
    private KeyValuePair<object, object?>[] _entries = new KeyValuePair<object, object?>[2];
    private int _count;

    public ICollection<object> Keys => [.. this.Select(entry => entry.Key)];

    public ICollection<object?> Values => [.. this.Select(entry => entry.Value)];

    public int Count => _count;

    public bool IsReadOnly => false;

    public object? this[object key]
    {
        get => IndexOf(key) is >= 0 and var index ? _entries[index].Value : null;
        set
        {
            var index = IndexOf(key);
            if (index < 0)
            {
                if (_count == _entries.Length)
                {
                    Array.Resize(ref _entries, _count * 2);
                }

                index = _count++;
            }

            _entries[index] = new(key, value);
        }
    }

    public void Add(object key, object? value)
    {
        if (IndexOf(key) >= 0)
        {
            throw new ArgumentException("the item is there already", nameof(key));
        }

        this[key] = value;
    }

    public void Add(KeyValuePair<object, object?> item) => Add(item.Key, item.Value);

    public void Clear()
    {
        Array.Clear(_entries);
        _count = 0;
    }

    public bool Contains(KeyValuePair<object, object?> item) => TryGetValue(item.Key, out var value) && Equals(value, item.Value);

    public bool ContainsKey(object key) => IndexOf(key) >= 0;

    public void CopyTo(KeyValuePair<object, object?>[] array, int arrayIndex) => Array.Copy(_entries, 0, array, arrayIndex, _count);

    public bool Remove(object key)
    {
        var index = IndexOf(key);
        if (index < 0)
        {
            return false;
        }

        _count--;
        Array.Copy(_entries, index + 1, _entries, index, _count - index);
        _entries[_count] = default;
        return true;
    }

    public bool Remove(KeyValuePair<object, object?> item) => Contains(item) && Remove(item.Key);

    public bool TryGetValue(object key, out object? value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries[index].Value : null;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
        {
            yield return _entries[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(object key)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Key.Equals(key))
            {
                return i;
            }
        }

        return -1;
    }
}
