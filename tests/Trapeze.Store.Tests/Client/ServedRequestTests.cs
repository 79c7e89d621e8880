using System.Reflection;
using Amazon.DynamoDBv2;

namespace Trapeze.Store.Tests.Client;

/// <summary>Every request that the SDK knows ends in the engine: it is served, or refused by name.</summary>
public sealed class ServedRequestTests : IDisposable
{
    private static readonly string[] Served =
    [
        "BatchGetItem", "BatchWriteItem", "CreateTable", "DeleteItem", "DescribeTable", "DescribeTimeToLive", "GetItem", "ListTables", "PutItem", "Query", "Scan",
        "TransactGetItems", "TransactWriteItems", "UpdateItem", "UpdateTimeToLive",
    ];

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    public static TheoryData<string> Operations => [.. Names];

    private static IReadOnlyList<string> Names =>
        [.. typeof(AmazonDynamoDBRequest).Assembly.GetTypes().Where(type => type.IsPublic && type.IsSubclassOf(typeof(AmazonDynamoDBRequest)) && !type.IsAbstract).Select(type => type.Name[..^"Request".Length])];

    [Fact]
    public void Operations_AreAllThatTheClientHas() => Assert.True(Names.Count > 50 && !Served.Except(Names, StringComparer.Ordinal).Any());

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task EveryRequest_IsServedOrRefusedByName(string operation)
    {
        using var client = _store.At("public");
        var call = Assert.Single(typeof(AmazonDynamoDBClient).GetMethods(BindingFlags.Public | BindingFlags.Instance), method =>
            method.Name == $"{operation}Async" && method.GetParameters() is [var request, _] && request.ParameterType.Name == $"{operation}Request");
        var request = Activator.CreateInstance(call.GetParameters()[0].ParameterType);
        var act = () => (Task)call.Invoke(client, [request, CancellationToken.None])!;

        if (operation == "ListTables")
        {
            await act();
            return;
        }

        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(act);
        Assert.Equal(Served.Contains(operation, StringComparer.Ordinal) ? "ValidationException" : "NotSupportedException", refused.ErrorCode);
        if (refused.ErrorCode == "NotSupportedException")
        {
            Assert.Equal($"{operation} is not supported by the faceted store", refused.Message);
        }
    }
}
