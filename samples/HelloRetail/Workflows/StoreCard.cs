using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Purchase, step 3b: keeps the card, at the card's own label, where not even its client's other activations see it.</summary>
public sealed class StoreCard(AmazonDynamoDBClient store, Activation activation) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var step = message.Read<PurchaseStep>();
        activation.RaiseLabel(activation.OwnCard);
        await store.PutItemAsync(
            Tables.Card,
            new Dictionary<string, AttributeValue> { ["client"] = new(activation.Client), ["number"] = new(step.Card!) },
            cancellationToken);
    }
}
