using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A part of a partition as a query that DynamoDB answers, which may hold a little more: its upper bound is included, and runs of long keys are whole.</summary>
internal static class RangeExpression
{
    /// <summary>The query, of no table yet; <see langword="null"/> if nothing can lie there.</summary>
    internal static QueryRequest? Of(string partition, PhysicalRange range)
    {
        var (low, high) = (SortKey.BelowRunOf(range.Low), range.High is { } upper ? SortKey.AboveRunOf(upper) : null);
        if (high is not null && low.AsSpan().SequenceCompareTo(high) > 0)
        {
            return null;
        }

        var request = new QueryRequest
        {
            ConsistentRead = true,
            ScanIndexForward = range.Forward,
            ExclusiveStartKey = range.Behind is { } behind ? FacetAttributes.PlaceOf(partition, behind) : null,
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":p"] = new AttributeValue { S = partition } },
        };
        if (low.Length > 0)
        {
            request.ExpressionAttributeValues[":low"] = FacetAttributes.BytesOf(low);
        }

        if (high is not null)
        {
            request.ExpressionAttributeValues[":high"] = FacetAttributes.BytesOf(high);
        }

        request.KeyConditionExpression = $"{FacetAttributes.Partition} = :p" + (low.Length > 0, high is not null) switch
        {
            (true, true) => $" AND {FacetAttributes.Sort} BETWEEN :low AND :high",
            (true, false) => $" AND {FacetAttributes.Sort} >= :low",
            (false, true) => $" AND {FacetAttributes.Sort} <= :high",
            _ => "",
        };
        return request;
    }
}
