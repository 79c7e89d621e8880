using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BadApp.Rows;
using BadApp.Theft;
using Microsoft.AspNetCore.Mvc;

namespace BadApp.Functions;

/// <summary>PUT /secret: Alice puts her secret into the drawer, at her own label.</summary>
public static class Drawer
{
    public static async Task<IResult> KeepAsync([FromBody] string digits, AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var item = Tables.SecretKey();
        item["digits"] = new AttributeValue(Secret.Read(digits).Digits);
        await store.PutItemAsync(Tables.Drawer, item, cancellation);
        return Results.NoContent();
    }
}
