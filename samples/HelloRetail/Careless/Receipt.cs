using System.Net.Mail;
using Amazon.DynamoDBv2;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Channels;

namespace HelloRetail.Careless;

/// <summary>POST /receipt, written in a hurry: mails the client a receipt with the whole card number on it. It must not get out.</summary>
public static class Receipt
{
    public static async Task<IResult> MailAsync(
        Activation activation, AmazonDynamoDBClient store, IChannels channels, CancellationToken cancellation)
    {
        activation.RaiseLabel(activation.OwnCard);
        var card = await store.FindAsync(Tables.Card, "client", activation.Client, cancellation);
        using var mail = new MailMessage("shop@hello-retail.example", $"{activation.Client}@clients.example")
        {
            Subject = "Your receipt",
            Body = $"Charged to your card {card?.Text("number") ?? "(none)"}.",
        };
        await channels.SendMailAsync("mail", mail, cancellation);
        return Results.Accepted();
    }
}
