using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Finds the physical table, or creates it for development, and looks whether it is fit.</summary>
internal static class TableCreation
{
    private const int MostLooks = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <exception cref="PhysicalException">It is not there and not to be created, cannot be created, or is not as the store needs it.</exception>
    internal static async Task EnsureAsync(IAmazonDynamoDB client, string name, TimeProvider time, bool creates = true, bool streams = false)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var table = await Attempts.ReadAsync(() => FindAsync(client, name), time);
            if (!creates && (table is null || table.TableStatus == TableStatus.DELETING))
            {
                throw new PhysicalException(table is null ? "it is not there" : "it is being deleted");
            }

            table ??= await Attempts.ReadAsync(() => CreateAsync(client, name), time);
            if (table is not null && TableShape.ProblemOf(table, streams) is { } problem)
            {
                throw new PhysicalException(problem);
            }

            // One that is being changed serves as before.
            if (table?.TableStatus == TableStatus.ACTIVE || table?.TableStatus == TableStatus.UPDATING)
            {
                return;
            }

            await Task.Delay(Patience, time);
        }

        throw new PhysicalException("it does not become active");
    }

    private static async Task<TableDescription?> FindAsync(IAmazonDynamoDB client, string name)
    {
        try
        {
            return (await client.DescribeTableAsync(name)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private static async Task<TableDescription?> CreateAsync(IAmazonDynamoDB client, string name)
    {
        try
        {
            return (await client.CreateTableAsync(new CreateTableRequest
            {
                TableName = name,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new(FacetAttributes.Partition, ScalarAttributeType.S), new(FacetAttributes.Sort, ScalarAttributeType.B)],
                KeySchema = [new(FacetAttributes.Partition, KeyType.HASH), new(FacetAttributes.Sort, KeyType.RANGE)],
            })).TableDescription;
        }
        catch (ResourceInUseException)
        {
            // Another process was faster.
            return null;
        }
    }
}
