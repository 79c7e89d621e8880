using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Rows;

namespace HelloRetail.Functions;

/// <summary>GET /categories, /products and /pictures: the shelf, as far as the caller's label sees it.</summary>
/// <remarks>One piece of code for everybody. That Alice's shelf is not Owen's is no line here: the store answers from the view.</remarks>
public static class Catalog
{
    public static async Task<IReadOnlyList<string>> CategoriesAsync(AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var rows = await store.ListAsync(new ScanRequest { TableName = Tables.Category }, cancellation);
        return [.. rows.Select(row => row.Text("category")!).Order(StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyList<Product>> ProductsAsync(
        string? category, string? id, AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        if (id is not null)
        {
            return await store.FindAsync(Tables.Catalog, "id", id, cancellation) is { } row
                ? [ToProduct(row, (await store.FindAsync(Tables.Price, "id", id, cancellation))?.Number("price"))]
                : [];
        }

        var rows = await store.ListAsync(CatalogScan(category), cancellation);
        var prices = (await store.ListAsync(new ScanRequest { TableName = Tables.Price }, cancellation))
            .ToDictionary(row => row.Text("id")!, row => row.Number("price"), StringComparer.Ordinal);
        return [.. rows.Select(row => ToProduct(row, prices.GetValueOrDefault(row.Text("id")!))).OrderBy(product => product.Id, StringComparer.Ordinal)];
    }

    public static async Task<IResult> PictureAsync(string id, AmazonDynamoDBClient store, CancellationToken cancellation) =>
        await store.FindAsync(Tables.Picture, "id", id, cancellation) is { } row
            ? Results.Bytes(row["bytes"].B.ToArray(), row.Text("type"))
            : Results.NotFound();

    private static ScanRequest CatalogScan(string? category) => category is null
        ? new ScanRequest { TableName = Tables.Catalog }
        : new ScanRequest
        {
            TableName = Tables.Catalog,
            FilterExpression = "category = :category",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":category"] = new(category) },
        };

    private static Product ToProduct(Dictionary<string, AttributeValue> row, decimal? price) => new(
        row.Text("id")!, row.Text("brand")!, row.Text("name")!, row.Text("description")!, row.Text("category")!, price, row.Text("image"));
}
