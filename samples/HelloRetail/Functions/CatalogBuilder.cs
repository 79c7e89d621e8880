using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Events;
using HelloRetail.Rows;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>Builds the shelf from the retail stream, at the label of whoever wrote the event.</summary>
public sealed class CatalogBuilder(AmazonDynamoDBClient store) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return string.Equals(message.Name, EventNames.ProductCreate, StringComparison.Ordinal)
            ? CreateAsync(message.Read<ProductCreate>(), cancellationToken)
            : PictureAsync(message.Read<ProductImage>(), cancellationToken);
    }

    private async Task CreateAsync(ProductCreate product, CancellationToken cancellation)
    {
        await store.PutItemAsync(Tables.Category, new Dictionary<string, AttributeValue> { ["category"] = new(product.Category) }, cancellation);
        if (product.Price is { } price)
        {
            await store.PutItemAsync(
                Tables.Price, new Dictionary<string, AttributeValue> { ["id"] = new(product.Id), ["price"] = price.ToAttribute() }, cancellation);
        }

        // An update, not a put: the event comes at least once, and a picture that has arrived meanwhile must stay.
        await store.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = Tables.Catalog,
                Key = new Dictionary<string, AttributeValue> { ["id"] = new(product.Id) },
                UpdateExpression = "SET brand = :brand, #name = :name, description = :description, category = :category",
                ExpressionAttributeNames = new Dictionary<string, string> { ["#name"] = "name" },
                ExpressionAttributeValues = new Dictionary<string, AttributeValue>
                {
                    [":brand"] = new(product.Brand),
                    [":name"] = new(product.Name),
                    [":description"] = new(product.Description),
                    [":category"] = new(product.Category),
                },
            },
            cancellation);
    }

    private Task PictureAsync(ProductImage picture, CancellationToken cancellation) => store.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = Tables.Catalog,
            Key = new Dictionary<string, AttributeValue> { ["id"] = new(picture.Id) },
            UpdateExpression = "SET image = :image, photographer = :photographer",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue>
            {
                [":image"] = new("/pictures/" + picture.Id),
                [":photographer"] = new(picture.Photographer),
            },
        },
        cancellation);
}
