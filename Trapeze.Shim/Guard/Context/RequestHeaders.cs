using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Trapeze.Shim.Guard.Reply;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The request's headers: the server's as long as the turn holds them, a copy from the first change or the refusal on.</summary>
internal sealed class RequestHeaders(Turn turn) : IHeaderDictionary
{
    private HeaderMap? _copy;

    public bool IsReadOnly => false;

    public int Count => Copy.Count;

    public ICollection<string> Keys => Copy.Keys;

    public ICollection<StringValues> Values => Copy.Values;

    public long? ContentLength
    {
        get => long.TryParse(this[HeaderNames.ContentLength].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        set => Copy.ContentLength = value;
    }

    private HeaderMap Copy
    {
        get
        {
            if (_copy is null)
            {
                turn.TryRead(this, static (headers, server) => headers.Detach(server));
            }

            return _copy ??= new HeaderMap();
        }
    }

    public StringValues this[string key]
    {
        get => TryGetValue(key, out var value) ? value : default;
        set => Copy[key] = value;
    }

    StringValues IDictionary<string, StringValues>.this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();
        set => Copy[key] = value;
    }

    public void Add(string key, StringValues value) => Copy.Add(key, value);

    public void Add(KeyValuePair<string, StringValues> item) => Copy.Add(item);

    public void Clear() => Copy.Clear();

    public bool Contains(KeyValuePair<string, StringValues> item) => Copy.Contains(item);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => Copy.CopyTo(array, arrayIndex);

    public bool Remove(string key) => Copy.Remove(key);

    public bool Remove(KeyValuePair<string, StringValues> item) => Copy.Remove(item);

    public bool TryGetValue(string key, out StringValues value)
    {
        value = default;
        return _copy is null && turn.TryReadHeader(key, ref value) ? value.Count > 0 : Copy.TryGetValue(key, out value);
    }

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => Copy.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Under the turn's lock: takes what the function may still read from the server's request.</summary>
    internal void Detach(HttpContext server) => _copy ??= HeaderMap.CopyOf(server.Request.Headers);
}
