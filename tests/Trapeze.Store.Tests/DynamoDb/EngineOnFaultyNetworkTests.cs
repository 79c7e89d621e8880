using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The engine's tests once more, on DynamoDB Local, while one request in eight goes wrong: nobody notices.</summary>
public sealed class EngineOnFaultyNetworkTests(FaultyTables tables, ITestOutputHelper output) : IClassFixture<FaultyTables>
{
    public static TheoryData<string, string, int> Tests => EngineOnDynamoDbTests.Tests;

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public async Task EngineTest_WhileRequestsGetLost_Passes(string @class, string method, int row)
    {
        output.WriteLine($"TRAPEZE_SEED={tables.Seed}; faults before: {string.Join(", ", tables.Met.Select(each => $"{each.Key} {each.Value}"))}");

        await EngineOnDynamoDbTests.RunAsync(@class, method, row, tables.Of);
    }
}
