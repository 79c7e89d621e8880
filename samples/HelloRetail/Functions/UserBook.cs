using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>Keeps who the shop's users are, each at the label of the one who said so.</summary>
public sealed class UserBook(AmazonDynamoDBClient store, Activation activation) : IEventFunction
{
    public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (string.Equals(message.Name, EventNames.Login, StringComparison.Ordinal))
        {
            var login = message.Read<Login>();
            return SetAsync(login.Id, "name", login.Name, cancellationToken);
        }

        var added = message.Read<AddRole>();
        return SetAsync(added.Id, "role", added.Role, cancellationToken);
    }

    /// <summary>GET /users: the owner sees everyone, everyone else sees themselves.</summary>
    public static async Task<IReadOnlyList<User>> ListAsync(AmazonDynamoDBClient store, CancellationToken cancellation)
    {
        var rows = await store.ListAsync(new ScanRequest { TableName = Tables.User }, cancellation);
        return [.. rows.Select(row => new User(row.Text("id")!, row.Text("name"), row.Text("role"))).OrderBy(user => user.Id, StringComparer.Ordinal)];
    }

    private Task SetAsync(string id, string attribute, string value, CancellationToken cancellation) => !activation.SpeaksFor(id) ? Task.CompletedTask : store.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = Tables.User,
            Key = new Dictionary<string, AttributeValue> { ["id"] = new(id) },
            UpdateExpression = "SET #attribute = :value",
            ExpressionAttributeNames = new Dictionary<string, string> { ["#attribute"] = attribute },
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":value"] = new(value) },
        },
        cancellation);
}
