using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>Headers in the order they were set: few enough that looking along the row is the fastest way.</summary>
internal sealed class HeaderMap : IHeaderDictionary
{
    private KeyValuePair<string, StringValues>[] _entries = [];
    private int _count;

    public bool IsReadOnly { get; private set; }

    public int Count => _count;

    public ICollection<string> Keys => Array.ConvertAll(Entries.ToArray(), entry => entry.Key);

    public ICollection<StringValues> Values => Array.ConvertAll(Entries.ToArray(), entry => entry.Value);

    public long? ContentLength
    {
        get => long.TryParse(this[HeaderNames.ContentLength].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        set => this[HeaderNames.ContentLength] = value?.ToString(CultureInfo.InvariantCulture);
    }

    internal ReadOnlySpan<KeyValuePair<string, StringValues>> Entries => _entries.AsSpan(0, _count);

    public StringValues this[string key]
    {
        get => IndexOf(key) is >= 0 and var index ? _entries[index].Value : default;
        set
        {
            ThrowIfReadOnly();
            var index = IndexOf(key);
            if (value.Count == 0)
            {
                RemoveAt(index);
            }
            else if (index >= 0)
            {
                _entries[index] = new(_entries[index].Key, value);
            }
            else
            {
                Append(key, value);
            }
        }
    }

    StringValues IDictionary<string, StringValues>.this[string key]
    {
        get => IndexOf(key) is >= 0 and var index ? _entries[index].Value : throw new KeyNotFoundException();
        set => this[key] = value;
    }

    public static HeaderMap CopyOf(IHeaderDictionary headers)
    {
        var copy = new HeaderMap { _entries = new KeyValuePair<string, StringValues>[headers.Count] };
        foreach (var (key, value) in headers)
        {
            copy.Append(key, value);
        }

        return copy;
    }

    public void Add(string key, StringValues value)
    {
        ThrowIfReadOnly();
        if (IndexOf(key) >= 0)
        {
            throw new ArgumentException("the header is there already", nameof(key));
        }

        Append(key, value);
    }

    public void Add(KeyValuePair<string, StringValues> item) => Add(item.Key, item.Value);

    public void Clear()
    {
        ThrowIfReadOnly();
        Array.Clear(_entries);
        _count = 0;
    }

    public bool Contains(KeyValuePair<string, StringValues> item) => TryGetValue(item.Key, out var value) && value.Equals(item.Value);

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => Entries.CopyTo(array.AsSpan(arrayIndex));

    public bool Remove(string key)
    {
        ThrowIfReadOnly();
        return RemoveAt(IndexOf(key));
    }

    public bool Remove(KeyValuePair<string, StringValues> item) => Contains(item) && Remove(item.Key);

    public bool TryGetValue(string key, out StringValues value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries[index].Value : default;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
        {
            yield return _entries[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Freeze() => IsReadOnly = true;

    private int IndexOf(string key)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_entries[i].Key, key, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private void Append(string key, StringValues value)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(2, _count * 2));
        }

        _entries[_count++] = new(key, value);
    }

    private bool RemoveAt(int index)
    {
        if (index < 0)
        {
            return false;
        }

        _count--;
        Array.Copy(_entries, index + 1, _entries, index, _count - index);
        _entries[_count] = default;
        return true;
    }

    private void ThrowIfReadOnly()
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException("Headers are read-only, response has already started.");
        }
    }
}
