using System.Net.Mail;
using Amazon.DynamoDBv2;
using HelloRetail.Functions;
using HelloRetail.Rows;
using Trapeze.Shim.Channels;

namespace HelloRetail.Careless;

/// <summary>POST /teaser, from an eager marketing department: mails the press about a product that the owner has not released. It must not get out.</summary>
public static class Teaser
{
    public static async Task<IResult> MailAsync(
        ProductReference product, AmazonDynamoDBClient store, IChannels channels, CancellationToken cancellation)
    {
        var row = await store.FindAsync(Tables.Catalog, "id", product.Id, cancellation);
        using var mail = new MailMessage("shop@hello-retail.example", "press@everywhere.example")
        {
            Subject = "Coming soon",
            Body = $"You read it here first: {row?.Text("name")}.",
        };
        await channels.SendMailAsync("mail", mail, cancellation);
        return Results.Accepted();
    }
}
