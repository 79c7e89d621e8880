using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>One partition of one source, read page by page in key order.</summary>
internal sealed class SourceStream(IPhysicalTable physical, Source source, string partition, PhysicalRange range, int limit)
{
    /// <summary>As many as DynamoDB puts into a page. Half as many again make up, of most items, for what their facets have besides.</summary>
    internal const int WholePage = int.MaxValue;

    private const int MostLimit = 1_000;

    private ImmutableArray<(byte[] Sort, StoredFacet Facet)> _page = [];
    private int _at;
    private int _limit = limit;
    private bool _isLast;
    private byte[]? _behind = range.Behind;

    internal Source Source => source;

    /// <summary>The key that the stream stands at; <see langword="null"/> at its end.</summary>
    internal byte[]? Key => _at < _page.Length ? _page[_at].Sort : null;

    internal StoredFacet Facet => _page[_at].Facet;

    internal ValueTask NextAsync() => ++_at < _page.Length ? default : FillAsync();

    internal async ValueTask FillAsync()
    {
        _at = 0;
        _page = [];
        while (_page.IsEmpty && !_isLast)
        {
            var page = await physical.QueryAsync(partition, range with { Behind = _behind }, _limit);
            (_page, _behind) = (page.Items, page.Behind);
            _isLast = _behind is null;
            _limit = _limit == WholePage ? Math.Max(1, _page.Length / 2) : _limit < MostLimit ? Math.Min(MostLimit, _limit * 2) : _limit;
        }
    }
}
