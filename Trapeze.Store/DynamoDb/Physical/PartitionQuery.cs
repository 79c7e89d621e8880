using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Reads a partition in the order of its keys, also of those that are too long for DynamoDB to know their order: of them it reads the whole run.</summary>
internal sealed class PartitionQuery(IAmazonDynamoDB client, string name, TimeProvider time)
{
    /// <summary>Reads about so many items: more, if the last of them is in a run.</summary>
    /// <returns>The items, and where it goes on.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal async ValueTask<(List<(byte[] Sort, Dictionary<string, AttributeValue> Item)> Items, byte[]? Behind)> ReadAsync(string partition, PhysicalRange range, int limit)
    {
        if (RangeExpression.Of(partition, range) is not { } request)
        {
            return ([], null);
        }

        request.Limit = limit;
        List<(byte[] Sort, Dictionary<string, AttributeValue> Item)> items = [];
        var behind = await AddAsync(request, items);
        if (behind is not null && SortKey.IsShortened(behind))
        {
            behind = await AddRunAsync(partition, range, behind, items);
        }

        // What is short is in order already.
        if (items.Exists(each => each.Sort.Length > SortKey.LongestKept))
        {
            items.Sort((one, other) => range.Forward ? one.Sort.AsSpan().SequenceCompareTo(other.Sort) : other.Sort.AsSpan().SequenceCompareTo(one.Sort));
        }

        items.RemoveAll(each => !range.Contains(each.Sort));
        return (items, behind);
    }

    // The rest of the run, however long: in its order nothing of it may be missing.
    private async ValueTask<byte[]?> AddRunAsync(string partition, PhysicalRange range, byte[] last, List<(byte[] Sort, Dictionary<string, AttributeValue> Item)> items)
    {
        var (low, high) = (SortKey.BelowRunOf(last), SortKey.AboveRunOf(last));
        for (byte[]? behind = last; behind is not null;)
        {
            behind = await AddAsync(RangeExpression.Of(partition, new PhysicalRange(low, high, range.Forward, behind))!, items);
        }

        var isLast = range.Forward
            ? range.High is { } upper && high.AsSpan().SequenceCompareTo(SortKey.AboveRunOf(upper)) >= 0
            : low.AsSpan().SequenceCompareTo(SortKey.BelowRunOf(range.Low)) <= 0;
        return isLast ? null : range.Forward ? high : low;
    }

    private async ValueTask<byte[]?> AddAsync(QueryRequest request, List<(byte[] Sort, Dictionary<string, AttributeValue> Item)> items)
    {
        request.TableName = name;
        var response = await Attempts.ReadAsync(() => client.QueryAsync(request), time);
        items.AddRange((response.Items ?? []).Select(item => (FacetAttributes.SortOf(item), item)));
        return response.LastEvaluatedKey is { Count: > 0 } last ? last[FacetAttributes.Sort].B.ToArray() : null;
    }
}
