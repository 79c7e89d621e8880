using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using HelloRetail.Declassifiers;
using HelloRetail.Rows;
using Trapeze.Shim.Declassification;

namespace HelloRetail.Functions;

/// <summary>POST /release: the owner's word that everybody may see a product.</summary>
public static class Release
{
    // The catalog row last but one, so that nobody ever sees a product without its price or picture.
    private static readonly ImmutableArray<string> ById = [Tables.Picture, Tables.Price, Tables.Catalog];

    public static async Task<IResult> ReleaseAsync(
        ProductReference product, AmazonDynamoDBClient store, IRelease release, CancellationToken cancellation)
    {
        if (await store.FindAsync(Tables.Catalog, "id", product.Id, cancellation) is not { } catalogRow)
        {
            return Results.NotFound();
        }

        foreach (var table in ById)
        {
            if (await store.FindAsync(table, "id", product.Id, cancellation) is { } row)
            {
                await release.IntoTableAsync(DeclassifierNames.ReleaseProduct, table, new ShelfRow(table, row), cancellation);
            }
        }

        await release.IntoTableAsync(DeclassifierNames.ReleaseProduct, Tables.Category, new ShelfRow(Tables.Category, catalogRow), cancellation);
        return Results.NoContent();
    }
}
