using System.Reflection;
using Trapeze.Store.Tests.Channels;
using Trapeze.Store.Tests.Client;
using Trapeze.Store.Tests.Engine;
using Trapeze.Store.Tests.Indexes;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The engine's tests once more, on DynamoDB Local.</summary>
public sealed class EngineOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    // Most rows differ in what is asked, not in what is stored.
    private const int MostRows = 2;

    private static readonly Type[] Classes =
    [
        typeof(FacetedStoreTests), typeof(ClientTests), typeof(BatchTests), typeof(PagingTests), typeof(PageTests), typeof(ReturnValueTests), typeof(ConsumedCapacityTests),
        typeof(RefusedRequestTests), typeof(TransactionTests), typeof(RequestTokenTests), typeof(IndexQueryTests), typeof(ChannelTests),
    ];

    // What this backend refuses (docs/store.md), another order; what is about files; and what stops the clock, by which this backend waits.
    private static readonly string[] Refused =
    [
        "GetItem_ReaderWhoseOrderLacksTheFlow_IsJudgedByItsOwnOrder", "AnyOperation_LabelsOfAnOlderOrder_StillSeeWhatBothOrdersShow", "AnyOperation_LabelsOfANewOrder_AreFiledUnderItFromTheFirstOn",
        "Adopt_OrderWithAnotherAtom_ShowsWhatFlowsToIt", "Adopt_OrderWithoutTheAtom_HidesTheFacetUntilItIsBack", "Adopt_OrderWithoutTheFlow_HidesTheFacetThatWasVisible",
        "Open_FileOfBefore_HasAlreadyWrittenToTheLog", "AnyOperation_StorageThatFails_TellsTheOperatorAndTheCallerAConstant",
        "TransactWriteItems_TokenOlderThanTenMinutes_IsUnknown", "Query_LongPartitionKeyOfTheTable_IsTakenToStartAt",
        // Who reads several keys while others never stop writing them gives up: docs/store.md.
        "AnyTransaction_ManyAtOnce_NeverShowHalfOfOne",
    ];

    public static TheoryData<string, string, int> Tests
    {
        get
        {
            var tests = new TheoryData<string, string, int>();
            foreach (var test in Classes.SelectMany(each => each.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute)) && !Refused.Contains(method.Name, StringComparer.Ordinal)))
            {
                for (var row = 0; row < Math.Min(MostRows, RowsOf(test).Count); row++)
                {
                    tests.Add(test.DeclaringType!.Name, test.Name, row);
                }
            }

            return tests;
        }
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public Task EngineTest_OnDynamoDb_Passes(string @class, string method, int row) => RunAsync(@class, method, row, tables.Of);

    internal static async Task RunAsync(string @class, string method, int row, Func<string, StoreBackend> backend)
    {
        TemporaryStore.Backend.Value = backend;
        var type = Classes.First(each => each.Name == @class);
        var test = Activator.CreateInstance(type)!;
        try
        {
            await ((test as IAsyncLifetime)?.InitializeAsync() ?? Task.CompletedTask);
            var called = type.GetMethod(method)!;
            if (called.Invoke(test, BindingFlags.DoNotWrapExceptions, binder: null, RowsOf(called)[row], culture: null) is Task running)
            {
                await running;
            }
        }
        finally
        {
            await ((test as IAsyncLifetime)?.DisposeAsync() ?? Task.CompletedTask);
            (test as IDisposable)?.Dispose();
        }
    }

    // What each is called with; theories whose rows are made elsewhere are not run.
    private static IReadOnlyList<object?[]> RowsOf(MethodInfo test) =>
        test.GetParameters().Length == 0 ? [[]] : [.. test.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(test)).Select(row => row ?? [null])];
}
