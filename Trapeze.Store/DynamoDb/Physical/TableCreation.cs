using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Creates the physical table, for development.</summary>
internal static class TableCreation
{
    private const int MostLooks = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <exception cref="PhysicalException">It cannot be created.</exception>
    internal static async Task EnsureAsync(IAmazonDynamoDB client, string name, TimeProvider time)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            if (await Attempts.ReadAsync(() => StatusAsync(client, name), time) == TableStatus.ACTIVE)
            {
                return;
            }

            await Task.Delay(Patience, time);
        }

        throw new PhysicalException($"the table {name} does not become active");
    }

    private static async Task<TableStatus> StatusAsync(IAmazonDynamoDB client, string name)
    {
        try
        {
            return (await client.DescribeTableAsync(name)).Table.TableStatus;
        }
        catch (ResourceNotFoundException)
        {
            return await CreateAsync(client, name);
        }
    }

    private static async Task<TableStatus> CreateAsync(IAmazonDynamoDB client, string name)
    {
        try
        {
            return (await client.CreateTableAsync(new CreateTableRequest
            {
                TableName = name,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new(FacetAttributes.Partition, ScalarAttributeType.S), new(FacetAttributes.Sort, ScalarAttributeType.B)],
                KeySchema = [new(FacetAttributes.Partition, KeyType.HASH), new(FacetAttributes.Sort, KeyType.RANGE)],
            })).TableDescription.TableStatus;
        }
        catch (ResourceInUseException)
        {
            // Another process was faster.
            return TableStatus.CREATING;
        }
    }
}
