using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Events;
using HelloRetail.Rows;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>Counts what was sold, each sale at its client's label: a client sees their own, the owner the whole.</summary>
public sealed class SaleBook(AmazonDynamoDBClient store) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return store.PutItemAsync(
            Tables.Sale,
            new Dictionary<string, AttributeValue> { ["product"] = new(message.Read<ProductPurchase>().Id), ["sale"] = new(message.Id) },
            cancellationToken);
    }

    /// <summary>GET /sales: how many of each product.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var rows = await store.ListAsync(new ScanRequest { TableName = Tables.Sale }, cancellation);
        return new SortedDictionary<string, int>(
            rows.CountBy(row => row.Text("product")!, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
