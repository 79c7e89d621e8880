using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>Registers photographers by their phones, each at that photographer's own label.</summary>
public sealed class PhotographerBook(AmazonDynamoDBClient store, Activation activation) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var update = message.Read<UpdatePhone>();
        if (activation.SpeaksFor(update.Id))
        {
            await store.PutItemAsync(
                Tables.Photographer,
                new Dictionary<string, AttributeValue> { ["id"] = new(update.Id), ["phone"] = new(update.Phone) },
                cancellationToken);
        }
    }
}
