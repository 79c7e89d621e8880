using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Draws;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential;

/// <summary>The request that makes a declared table on a server.</summary>
internal static class TableCreation
{
    public static CreateTableRequest Of(TableDefinition table)
    {
        var locals = table.Indexes.Where(index => index.Hash is null).ToList();
        var globals = table.Indexes.Where(index => index.Hash is not null).ToList();
        return new CreateTableRequest
        {
            TableName = table.Name,
            KeySchema = Schema(table),
            AttributeDefinitions =
            [
                .. Keys(table).Concat(table.Indexes.SelectMany(index => IndexKeys.All(table, index))).DistinctBy(key => key.Name, StringComparer.Ordinal)
                    .Select(key => new AttributeDefinition(key.Name, key.Type)),
            ],
            LocalSecondaryIndexes = locals.Count == 0 ? null : locals.ConvertAll(index => new LocalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = Schema(IndexKeys.Through(table, index)),
                Projection = Projected(index),
            }),
            GlobalSecondaryIndexes = globals.Count == 0 ? null : globals.ConvertAll(index => new GlobalSecondaryIndex
            {
                IndexName = index.Name,
                KeySchema = Schema(IndexKeys.Through(table, index)),
                Projection = Projected(index),
            }),
            BillingMode = BillingMode.PAY_PER_REQUEST,
        };
    }

    private static KeyDefinition[] Keys(TableDefinition table) => table.Sort is null ? [table.Hash] : [table.Hash, table.Sort];

    private static List<KeySchemaElement> Schema(TableDefinition table) =>
        [.. Keys(table).Select((key, at) => new KeySchemaElement(key.Name, at == 0 ? KeyType.HASH : KeyType.RANGE))];

    private static Projection Projected(IndexDefinition index) => index.Projects switch
    {
        null => new() { ProjectionType = ProjectionType.ALL },
        [] => new() { ProjectionType = ProjectionType.KEYS_ONLY },
        { } attributes => new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. attributes] },
    };
}
