using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Queries of local indexes, which may fetch items from the table.</summary>
internal static class IndexFetches
{
    /// <summary>Whether theirs has fetched each item for a projection, ours none, and the index's own units are the same.</summary>
    public static bool Explain(Exchange exchange, QueryRequest query)
    {
        var index = exchange.Tables.FirstOrDefault(table => table.Name == query.TableName)?.Indexes.FirstOrDefault(each => each.Name == query.IndexName);
        return index is { Hash: null, Projects: not null } && query is not { ProjectionExpression: null, AttributesToGet: null }
            && TableUnits.Of(exchange.Theirs.Fields["ConsumedCapacity"]) is [var theirs] && TableUnits.Of(exchange.Ours.Fields["ConsumedCapacity"]) is [var ours]
            && ours.Own == 0 && theirs.Indexes.GetValueOrDefault(index.Name) == ours.Indexes.GetValueOrDefault(index.Name)
            && theirs.Total - ours.Total >= Scanned(exchange) * (query.ConsistentRead == true ? 1 : 0.5);
    }

    private static int Scanned(Exchange exchange) => int.Parse(exchange.Theirs.Fields["ScannedCount"], CultureInfo.InvariantCulture);
}
