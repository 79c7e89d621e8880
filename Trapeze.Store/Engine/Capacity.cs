using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Consumed capacity by DynamoDB's published rule, from what the caller sees and sends; nothing is charged for what is hidden.</summary>
internal static class Capacity
{
    private const double ReadUnit = 4096;
    private const double WriteUnit = 1024;

    internal static double Read(long bytes, bool? consistent) => Math.Max(1, Math.Ceiling(bytes / ReadUnit)) * (consistent == true ? 1 : 0.5);

    internal static double Write(long bytes) => Math.Max(1, Math.Ceiling(bytes / WriteUnit));

    /// <summary>What a request asks for; <see langword="null"/> if it asks for nothing.</summary>
    internal static ReturnConsumedCapacity? Asked(ReturnConsumedCapacity? asked) => asked?.Value switch
    {
        null or "" => null,
        "INDEXES" or "TOTAL" or "NONE" => asked,
        _ => throw ItemValidation.NotOneOf("INDEXES, TOTAL, NONE", "returnConsumedCapacity", asked.Value),
    };

    internal static ConsumedCapacity? Of(StoredTable table, ReturnConsumedCapacity? asked, double units) => asked?.Value switch
    {
        "TOTAL" => new ConsumedCapacity { TableName = table.Name, CapacityUnits = units },
        "INDEXES" => new ConsumedCapacity { TableName = table.Name, CapacityUnits = units, Table = new Amazon.DynamoDBv2.Model.Capacity { CapacityUnits = units } },
        _ => null,
    };
}
