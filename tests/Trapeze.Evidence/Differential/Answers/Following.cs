using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>The request for the page after one; the first request stays as it is, what was made of it is used again.</summary>
internal static class Following
{
    public static QueryRequest Of(QueryRequest request, Dictionary<string, AttributeValue> last, bool isFirst)
    {
        var next = isFirst ? RequestCopy.Of(request) : request;
        next.ExclusiveStartKey = last;
        return next;
    }

    public static ScanRequest Of(ScanRequest request, Dictionary<string, AttributeValue> last, bool isFirst)
    {
        var next = isFirst ? RequestCopy.Of(request) : request;
        next.ExclusiveStartKey = last;
        return next;
    }
}
