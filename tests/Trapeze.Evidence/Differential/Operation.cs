using Amazon.Runtime;

namespace Trapeze.Evidence.Differential;

/// <summary>One operation: a request, or all the pages that it is the first of.</summary>
/// <param name="Kind">What the tally calls it.</param>
/// <param name="Request">The request, which both sides are sent.</param>
/// <param name="ToTheEnd">Whether each page is followed by the next.</param>
internal sealed record Operation(string Kind, AmazonWebServiceRequest Request, bool ToTheEnd = false)
{
    /// <summary>The sort key of the index that a Query is of, if it has one: items that have it in common have no order.</summary>
    public string? IndexSort { get; init; }
}
