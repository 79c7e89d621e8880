using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Draws;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Queries of local indexes, which may fetch items from the table.</summary>
internal static class IndexFetches
{
    /// <summary>The same query, asked for the units of table and index apart; <see langword="null"/> if it is none of an index.</summary>
    public static AmazonWebServiceRequest? InDetail(AmazonWebServiceRequest request)
    {
        if (request is not QueryRequest { IndexName: not null } query)
        {
            return null;
        }

        var copy = RequestCopy.Of(query);
        copy.ReturnConsumedCapacity = "INDEXES";
        return copy;
    }

    /// <summary>Whether theirs has fetched items for a projection of what the index has, ours none, and all other units are the same.</summary>
    public static bool Explain(Exchange exchange)
    {
        var query = exchange.Operation?.Request as QueryRequest;
        var table = exchange.Tables.FirstOrDefault(table => table.Name == query?.TableName);
        var index = table?.Indexes.FirstOrDefault(each => each.Name == query?.IndexName);
        return index is { Hash: null, Projects: not null } && exchange is { Differing: ["ConsumedCapacity"], Ours.Error: null, InDetail: { Differing: ["ConsumedCapacity"] } detailed }
            && Chosen(query!) is { Count: > 0 } chosen && chosen.TrueForAll(attribute => IndexKeys.Shows(table!, index, attribute))
            && Units(exchange) is var (theirs, ours) && Units(detailed) is var (theirDetails, ourDetails)
            && (theirs.Total, ours.Total) == (theirDetails.Total, ourDetails.Total)
            && ourDetails.Own == 0 && theirDetails.Own > 0 && theirDetails.Total == theirDetails.Own + ourDetails.Total
            && theirDetails.Indexes.GetValueOrDefault(index.Name) == ourDetails.Indexes.GetValueOrDefault(index.Name);
    }

    private static (TableUnits Theirs, TableUnits Ours)? Units(Exchange exchange) =>
        TableUnits.Of(exchange.Theirs.Fields["ConsumedCapacity"]) is [var theirs] && TableUnits.Of(exchange.Ours.Fields["ConsumedCapacity"]) is [var ours] ? (theirs, ours) : null;

    // The attributes that a projection names, or names parts of.
    private static List<string> Chosen(QueryRequest query) => query.AttributesToGet
        ?? [.. (query.ProjectionExpression ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(path => path.Split('.', '[')[0].Trim())
            .Select(name => query.ExpressionAttributeNames?.GetValueOrDefault(name) ?? name)];
}
