using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>The request for the page after one.</summary>
internal static class Following
{
    public static QueryRequest Of(QueryRequest request, Dictionary<string, AttributeValue> last)
    {
        var next = RequestCopy.Of(request);
        next.ExclusiveStartKey = last;
        return next;
    }

    public static ScanRequest Of(ScanRequest request, Dictionary<string, AttributeValue> last)
    {
        var next = RequestCopy.Of(request);
        next.ExclusiveStartKey = last;
        return next;
    }
}
