using Trapeze.Store.Tests.Client;
using Trapeze.Store.Tests.Engine;
using Trapeze.Testing;
using Xunit.Abstractions;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The engine's tests once more, on DynamoDB Local, while one request in eight goes wrong: nobody notices.</summary>
public sealed class EngineOnFaultyNetworkTests(FaultyTables tables, ITestOutputHelper output) : IClassFixture<FaultyTables>
{
    // Of the engine's tests those that write most, and in most ways.
    private static readonly string[] Classes = [nameof(FacetedStoreTests), nameof(BatchTests), nameof(TransactionTests)];

    public static TheoryData<string, string, int> Tests
    {
        get
        {
            var tests = new TheoryData<string, string, int>();
            foreach (var test in EngineOnDynamoDbTests.Tests.Where(test => Classes.Contains((string)test[0], StringComparer.Ordinal)))
            {
                tests.Add((string)test[0], (string)test[1], (int)test[2]);
            }

            return tests;
        }
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public async Task EngineTest_WhileRequestsGetLost_Passes(string @class, string method, int row)
    {
        output.WriteLine($"TRAPEZE_SEED={tables.Seed}; faults before: {string.Join(", ", tables.Met.Select(each => $"{each.Key} {each.Value}"))}");

        await EngineOnDynamoDbTests.RunAsync(@class, method, row, tables.Of);
    }
}
