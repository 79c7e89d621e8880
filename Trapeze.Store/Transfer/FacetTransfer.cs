using Trapeze.Core.Labels;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.Transfer;

/// <summary>What a store holds, as lines; lines, into a store; and whether two stores show every label the same.</summary>
/// <remarks>For the trusted base: it reads the facets of every label. Nobody else may write meanwhile.</remarks>
internal sealed class FacetTransfer(IFacetStorage storage, IReadOnlyList<StoredTable> tables, Placement placement)
{
    private const int LinesAtOnce = 512;
    private const int KeysAtOnce = 32;
    private const int PageLength = 1_000;

    private IReadOnlyList<StoredTable> Tables => tables;

    internal async Task<long> ExportAsync(TextWriter lines, CancellationToken cancellationToken)
    {
        var count = 0L;
        await lines.WriteLineAsync(FacetLine.Head(placement.OrderText));
        await EachAsync(
            facet =>
            {
                lines.WriteLine(FacetLine.Of(facet));
                count++;
            },
            cancellationToken);
        await lines.WriteLineAsync(FacetLine.End(count));
        return count;
    }

    internal async Task<long> ImportAsync(TextReader lines, long behind, bool takesOtherLabels, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (FacetLine.ReadHead(await lines.ReadLineAsync(cancellationToken)) != placement.OrderText && !takesOtherLabels)
        {
            throw new InvalidDataException("the export is of another policy's labels");
        }

        var byName = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var read = 0L;
        for (var isAtEnd = false; !isAtEnd;)
        {
            var waiting = new List<FacetCopy>(LinesAtOnce);
            while (waiting.Count < LinesAtOnce && !isAtEnd)
            {
                var (facet, count) = FacetLine.Read(await lines.ReadLineAsync(cancellationToken), byName);
                if (facet is null)
                {
                    isAtEnd = count == read ? true : throw new InvalidDataException("the export has lost lines");
                }
                else if (++read > behind)
                {
                    waiting.Add(facet);
                }
            }

            // Those of a key one after the other.
            var keys = waiting.GroupBy(facet => (facet.Table, Convert.ToHexString(facet.Key.Bytes)));
            await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = KeysAtOnce, CancellationToken = cancellationToken }, async (key, _) =>
            {
                foreach (var facet in key)
                {
                    await WriteAsync(facet);
                }
            });
            progress?.Invoke(read);
        }

        return read;
    }

    /// <summary>Where the two differ: a line for each label and table whose views are not the same.</summary>
    internal async Task<IReadOnlyList<string>> CompareAsync(FacetTransfer other, CancellationToken cancellationToken)
    {
        var labels = placement.Order.Kinds.Where(kind => !kind.IsFamily).Select(kind => kind.Name).ToHashSet(StringComparer.Ordinal);
        await EachAsync(facet => labels.Add(facet.Label), cancellationToken);
        await other.EachAsync(facet => labels.Add(facet.Label), cancellationToken);
        List<string> differences = [];
        foreach (var label in labels.Order(StringComparer.Ordinal).Select(LabelOf))
        {
            foreach (var (mine, its) in tables.Zip(other.Tables))
            {
                if (!await AreSameAsync(ViewAsync(mine, label, cancellationToken), other.ViewAsync(its, label, cancellationToken)))
                {
                    differences.Add($"{label} sees another `{mine.Name}`");
                }
            }
        }

        return differences;
    }

    private Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => storage.EachAsync(take, cancellationToken);

    private async Task WriteAsync(FacetCopy facet)
    {
        try
        {
            await storage.WriteAsync(facet.Table, facet.Key, sight: null, placement.FilingOf(LabelOf(facet.Label)), _ => WriteDecision<bool>.Write(facet.Item, result: true));
        }
        catch (Exception failure) when (failure is ValidationException or TooManyPlacesException)
        {
            throw new InvalidDataException($"a facet of `{facet.Table.Name}` at {facet.Label} cannot be kept there: {failure.Message}", failure);
        }
    }

    private Label LabelOf(string text) =>
        placement.Order.TryParse(text, out var label, out _) ? label : throw new InvalidDataException($"the policy has no label `{text}`");

    private async IAsyncEnumerable<byte[]> ViewAsync(
        StoredTable table, Label label, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<byte[]>(PageLength);
        for (var from = new FacetKey([]); ; from = table.KeyOf(ItemCodec.Decode(page[^1])).Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Clear();
            await storage.PageAsync(table, new KeyInterval(from, High: null, Forward: true), placement.SightOf(label), item =>
            {
                page.Add(item);
                return page.Count < PageLength;
            });
            foreach (var item in page)
            {
                yield return item;
            }

            if (page.Count < PageLength)
            {
                yield break;
            }
        }
    }

    private static async Task<bool> AreSameAsync(IAsyncEnumerable<byte[]> one, IAsyncEnumerable<byte[]> other)
    {
        await using var items = other.GetAsyncEnumerator();
        await foreach (var item in one)
        {
            if (!await items.MoveNextAsync() || !item.AsSpan().SequenceEqual(items.Current))
            {
                return false;
            }
        }

        return !await items.MoveNextAsync();
    }
}
