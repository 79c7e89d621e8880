using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;

namespace HelloRetail.Workflows;

/// <summary>The purchases of the activation's client.</summary>
/// <remarks>A client's purchases stand under the client's own key and label: whether one has a certain id is nobody else's to learn.</remarks>
public sealed class PurchaseBook(AmazonDynamoDBClient store, Activation activation)
{
    /// <summary>Opens a purchase, unless it is there.</summary>
    public async Task OpenAsync(PurchaseStep purchase, CancellationToken cancellation)
    {
        try
        {
            var item = Key(purchase.Purchase);
            item["product"] = new AttributeValue(purchase.Product);
            item["status"] = new AttributeValue(nameof(PurchaseStatus.Pending));
            await store.PutItemAsync(
                new PutItemRequest { TableName = Tables.Purchase, Item = item, ConditionExpression = "attribute_not_exists(purchase)" },
                cancellation);
        }
        catch (ConditionalCheckFailedException)
        {
            // The client asked again for the purchase that it has.
        }
    }

    public Task SetPriceAsync(string purchase, decimal price, CancellationToken cancellation) => store.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = Tables.Purchase,
            Key = Key(purchase),
            UpdateExpression = "SET price = :price",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":price"] = price.ToAttribute() },
        },
        cancellation);

    /// <summary>Settles a purchase that is still open. A word that comes late changes nothing, except that the company's comes before the clock's.</summary>
    public async Task SettleAsync(string purchase, PurchaseStatus outcome, CancellationToken cancellation)
    {
        try
        {
            await store.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = Tables.Purchase,
                    Key = Key(purchase),
                    UpdateExpression = "SET #status = :outcome",
                    ConditionExpression = "#status = :pending OR (#status = :overdue AND :outcome <> :overdue)",
                    ExpressionAttributeNames = new Dictionary<string, string> { ["#status"] = "status" },
                    ExpressionAttributeValues = new Dictionary<string, AttributeValue>
                    {
                        [":pending"] = new(nameof(PurchaseStatus.Pending)),
                        [":overdue"] = new(nameof(PurchaseStatus.Overdue)),
                        [":outcome"] = new(outcome.ToString()),
                    },
                },
                cancellation);
        }
        catch (ConditionalCheckFailedException)
        {
            // Settled before.
        }
    }

    /// <summary>Every purchase in the activation's view: a client's own, all of them for the owner.</summary>
    public async Task<IReadOnlyList<Purchase>> ListAsync(CancellationToken cancellation)
    {
        var rows = await store.ListAsync(new ScanRequest { TableName = Tables.Purchase }, cancellation);
        return [.. rows.Select(From).OrderBy(purchase => purchase.Client, StringComparer.Ordinal).ThenBy(purchase => purchase.Id, StringComparer.Ordinal)];
    }

    private static Purchase From(Dictionary<string, AttributeValue> row) => new(
        row.Text("purchase")!, row.Text("client")!, row.Text("product")!, Enum.Parse<PurchaseStatus>(row.Text("status")!), row.Number("price"));

    private Dictionary<string, AttributeValue> Key(string purchase) => new(StringComparer.Ordinal)
    {
        ["client"] = new AttributeValue(activation.Client),
        ["purchase"] = new AttributeValue(purchase),
    };
}
