using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>Does what its event says: writes its key, perhaps rises and writes again, and ends well or badly.</summary>
internal class DeedFunction(Deeds deeds, Activation activation, IAmazonDynamoDB store) : IEventFunction
{
    internal const string Secret = "secret";

    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        var deed = message.Read<Deed>();
        deeds.Begin(activation.Function, deed.Key, $"{message.Label}", message.Attempt);
        await WriteAsync(deed.Key);
        if (deed.Do is DeedKind.RiseLateAndHang)
        {
            await deeds.Late.Task;
        }

        if (deed.Do is DeedKind.Rise or DeedKind.RiseAndFail or DeedKind.RiseAndHang or DeedKind.RiseLateAndHang)
        {
            activation.RaiseLabel(activation.Label.Order.Label(Secret));
            await WriteAsync($"{deed.Key}^");
        }

        if (deed.Do is DeedKind.Hang or DeedKind.RiseAndHang or DeedKind.RiseLateAndHang)
        {
            await deeds.Gate.Task;
        }

        if (deed.Do is DeedKind.Fail or DeedKind.RiseAndFail)
        {
            throw new InvalidOperationException(deed.Key);
        }
    }

    private Task WriteAsync(string key) => store.PutItemAsync(new PutItemRequest
    {
        TableName = "deeds",
        Item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = new AttributeValue { S = $"{activation.Function}/{key}" } },
    });
}
