using Amazon.DynamoDBv2;
using HelloRetail.Declassifiers;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Rows;
using HelloRetail.World;
using Trapeze.Core.Activations;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Purchase, step 3a: asks the card company. All that comes back down to the client is one bit.</summary>
/// <remarks>
/// Everything but the bit is frozen while the activation is still the client's. Then it rises to the card, to read a stored one, and to the
/// company; what the company answers, and whatever this code does up there, stays up there.
/// </remarks>
public sealed class AuthorizeCard(AmazonDynamoDBClient store, IChannels channels, IRelease release, Activation activation) : IEventFunction
{
    private static readonly AuthorizationAnswer NoCard = new(Approved: false, "14", RiskScore: 0, "no card given and none stored");

    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var step = message.Read<PurchaseStep>();
        var decision = release.Prepare(DeclassifierNames.CardApproved, EventNames.PurchaseDecided, new { step.Purchase, step.Product });

        activation.RaiseLabel(activation.OwnCard);
        var card = step.Card ?? await StoredCardAsync(cancellationToken);
        activation.RaiseLabel(activation.Label.Order.Label("cardCompany"));
        var answer = card is null ? NoCard : await AskAsync(new AuthorizationRequest(step.Purchase, card, step.Price!.Value), cancellationToken);
        await decision.CompleteAsync(answer, cancellationToken);
    }

    private async Task<string?> StoredCardAsync(CancellationToken cancellation) =>
        (await store.FindAsync(Tables.Card, "client", activation.Client, cancellation))?.Text("number");

    private async Task<AuthorizationAnswer> AskAsync(AuthorizationRequest request, CancellationToken cancellation)
    {
        using var answer = await channels.Http("cardCompany").PostAsJsonAsync("authorizations", request, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<AuthorizationAnswer>(cancellation))!;
    }
}
