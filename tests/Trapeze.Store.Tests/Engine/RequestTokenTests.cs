using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>A ClientRequestToken stands for one request, at one label, for ten minutes.</summary>
public sealed class RequestTokenTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task TransactWriteItems_SameTokenAndRequest_IsDoneOnce()
    {
        var first = await AddAsync("public", "token");
        var again = await AddAsync("public", "token");
        _store.Reopen();
        await AddAsync("public", "token");

        Assert.Equal("1", await CountAsync("public"));
        Assert.Equal((2.0, null), (first.WriteCapacityUnits, first.ReadCapacityUnits));
        Assert.Equal((null, 2.0), (again.WriteCapacityUnits, again.ReadCapacityUnits));
    }

    [Fact]
    public async Task TransactWriteItems_TokenOlderThanTenMinutes_IsUnknown()
    {
        await AddAsync("public", "token");
        _store.Clock.Now += TimeSpan.FromSeconds(599);
        await AddAsync("public", "token");
        Assert.Equal("1", await CountAsync("public"));

        _store.Clock.Now += TimeSpan.FromSeconds(1);
        await AddAsync("public", "token");
        Assert.Equal("2", await CountAsync("public"));
        await AddAsync("public", "token");
        Assert.Equal("2", await CountAsync("public"));
    }

    [Fact]
    public async Task TransactWriteItems_TokenOfAnotherRequest_IsRefusedAndDoesNothing()
    {
        await AddAsync("public", "token");

        foreach (var other in new[] { Add(2), Add(1, "j"), Add(1, condition: "attribute_exists(id)"), Add(1, expression: "ADD #n :n REMOVE x") })
        {
            var refused = await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => SendAsync("public", "token", other));
            Assert.Equal("IdempotentParameterMismatchException", refused.ErrorCode);
        }

        Assert.Equal("1", await CountAsync("public"));
        await SendAsync("public", "another", Add(2));
        Assert.Equal("3", await CountAsync("public"));
    }

    [Theory]
    [InlineData("client(alice)", "public")]
    [InlineData("client(alice)", "owner")]
    [InlineData("client(alice)", "client(bob)")]
    [InlineData("public", "client(alice)")]
    public async Task TransactWriteItems_TokenOfAnotherLabel_IsUnknown(string used, string label)
    {
        await SendAsync(used, "token", Add(1));
        await SendAsync(label, "token", Add(2));
        var sent = await CountAsync(label);
        await SendAsync(label, "token", Add(2));

        Assert.Equal(sent, await CountAsync(label));
        await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => SendAsync(label, "token", Add(1)));
        await Assert.ThrowsAsync<IdempotentParameterMismatchException>(() => SendAsync(used, "token", Add(2)));
    }

    [Fact]
    public async Task TransactWriteItems_Cancelled_LeavesTheTokenFree()
    {
        await Assert.ThrowsAsync<TransactionCanceledException>(() => SendAsync("public", "token", Add(1, condition: "attribute_exists(id)")));

        await AddAsync("public", "token");
        Assert.Equal("1", await CountAsync("public"));
    }

    [Theory]
    [InlineData("", "greater than or equal to 1")]
    [InlineData("1234567890123456789012345678901234567", "less than or equal to 36")]
    public async Task TransactWriteItems_TokenThatIsNone_IsRefused(string token, string length)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => AddAsync("public", token));

        Assert.Equal($"1 validation error detected: Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length {length}", refused.Message);
    }

    private static TransactWriteItem Add(int number, string id = "k", string? condition = null, string expression = "ADD #n :n") => new()
    {
        Update = new Update
        {
            TableName = "Plain",
            Key = Key(id),
            UpdateExpression = expression,
            ConditionExpression = condition,
            ExpressionAttributeNames = new() { ["#n"] = "count" },
            ExpressionAttributeValues = new() { [":n"] = N(number) },
        },
    };

    private Task<ConsumedCapacity> AddAsync(string label, string token) => SendAsync(label, token, Add(1));

    private async Task<ConsumedCapacity> SendAsync(string label, string token, TransactWriteItem action) =>
        Assert.Single((await _store.At(label).TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            TransactItems = [action],
            ClientRequestToken = token,
            ReturnConsumedCapacity = "TOTAL",
        })).ConsumedCapacity);

    private async Task<string?> CountAsync(string label) => (await _store.At(label).GetItemAsync("Plain", Key("k"))).Item?["count"].N;
}
