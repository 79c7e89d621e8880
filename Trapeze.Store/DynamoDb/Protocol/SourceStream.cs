using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>One partition of one source, read page by page in key order.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="source">The source.</param>
/// <param name="limit">How many are asked for at first.</param>
/// <param name="read">Reads a page of at most so many, behind a key.</param>
internal sealed class SourceStream<T>(Source source, int limit, Func<byte[]?, int, ValueTask<PhysicalPage<T>>> read)
{
    private const int MostLimit = 1_000;

    private ImmutableArray<(byte[] Sort, T Value)> _page = [];
    private int _at;
    private int _limit = limit;
    private bool _isLast;
    private byte[]? _behind;

    internal Source Source => source;

    /// <summary>The key that the stream stands at; <see langword="null"/> at its end.</summary>
    internal byte[]? Key => _at < _page.Length ? _page[_at].Sort : null;

    internal T Value => _page[_at].Value;

    internal ValueTask NextAsync() => ++_at < _page.Length ? default : FillAsync();

    internal async ValueTask FillAsync()
    {
        _at = 0;
        _page = [];
        while (_page.IsEmpty && !_isLast)
        {
            (_page, _behind) = await read(_behind, _limit);
            _isLast = _behind is null;
            // Half as many again make up, of most items, for what their facets have besides.
            _limit = _limit == SourceStreams<T>.WholePage ? Math.Max(1, _page.Length / 2) : _limit < MostLimit ? Math.Min(MostLimit, _limit * 2) : _limit;
        }
    }
}
