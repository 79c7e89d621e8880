using Amazon.DynamoDBv2;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;

namespace HelloRetail.Functions;

/// <summary>GET /card: the stored card, to a caller who has the card at hand. With the everyday token the raise below closes the reply.</summary>
public static class Wallet
{
    public static async Task<IResult> CardAsync(Activation activation, AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        activation.RaiseLabel(activation.OwnCard);
        return await store.FindAsync(Tables.Card, "client", activation.Client, cancellation) is { } row
            ? Results.Ok(new StoredCard(row.Text("number")!))
            : Results.NotFound();
    }
}
