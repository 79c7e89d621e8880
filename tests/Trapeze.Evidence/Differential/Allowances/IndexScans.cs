using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Scans of indexes that do not hold all of each item.</summary>
internal static class IndexScans
{
    /// <summary>Whether ours has fetched items for what a local index has not, and theirs has not.</summary>
    public static bool FetchNothing(Exchange exchange) =>
        exchange is { Operation.Request: ScanRequest { IndexName: { } index } scan, Theirs.Error: null, Ours.Error: null, Differing: ["ConsumedCapacity"] }
        && exchange.Tables.Any(table => table.Name == scan.TableName && table.Indexes.Any(each => each is { Hash: null, Projects: not null } && each.Name == index))
        && (scan.Select?.Value == "ALL_ATTRIBUTES" || scan is not { ProjectionExpression: null, AttributesToGet: null })
        && TableUnits.Of(exchange.Theirs.Fields["ConsumedCapacity"]) is [{ Own: 0 } theirs] && TableUnits.Of(exchange.Ours.Fields["ConsumedCapacity"]) is [var ours]
        && theirs.Total < ours.Total;

    /// <summary>Whether theirs counted more of as many items, or let other ones through a filter.</summary>
    public static bool LookAtMore(Exchange exchange) =>
        exchange is { Operation.Request: ScanRequest { IndexName: { } index } scan, Theirs.Error: null, Ours.Error: null }
        && exchange.Tables.Any(table => table.Name == scan.TableName && table.Indexes.Any(each => each.Name == index && each.Projects is not null))
        && (exchange.Differing is ["ConsumedCapacity"]
            ? FreeReads.AreMore(exchange)
            : scan is not { FilterExpression: null, ScanFilter: null } && exchange.Differing.All(field => field is "Items" or "Count" or "ConsumedCapacity"));
}
