using System.Reflection;
using Trapeze.Store.Tests.Client;
using Trapeze.Store.Tests.Engine;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The engine's tests once more, on DynamoDB Local.</summary>
public sealed class EngineOnDynamoDbTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private static readonly Type[] Classes =
    [
        typeof(FacetedStoreTests), typeof(ClientTests), typeof(BatchTests), typeof(PagingTests), typeof(PageTests), typeof(ReturnValueTests), typeof(ConsumedCapacityTests),
        typeof(RefusedRequestTests),
    ];

    // What this backend refuses (docs/store.md), another order; and what is about files.
    private static readonly string[] Refused =
    [
        "GetItem_ReaderWhoseOrderLacksTheFlow_IsJudgedByItsOwnOrder", "AnyOperation_LabelsOfAnOlderOrder_StillSeeWhatBothOrdersShow", "AnyOperation_LabelsOfANewOrder_AreFiledUnderItFromTheFirstOn",
        "Adopt_OrderWithAnotherAtom_ShowsWhatFlowsToIt", "Adopt_OrderWithoutTheAtom_HidesTheFacetUntilItIsBack", "Adopt_OrderWithoutTheFlow_HidesTheFacetThatWasVisible",
        "Open_FileOfBefore_HasAlreadyWrittenToTheLog", "AnyOperation_StorageThatFails_TellsTheOperatorAndTheCallerAConstant",
    ];

    public static TheoryData<string, string> Tests
    {
        get
        {
            var tests = new TheoryData<string, string>();
            foreach (var test in Classes.SelectMany(each => each.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute)) && method.GetParameters().Length == 0 && !Refused.Contains(method.Name, StringComparer.Ordinal)))
            {
                tests.Add(test.DeclaringType!.Name, test.Name);
            }

            return tests;
        }
    }

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public Task EngineTest_OnDynamoDb_Passes(string @class, string method) => RunAsync(@class, method, tables.Of);

    internal static async Task RunAsync(string @class, string method, Func<string, StoreBackend> backend)
    {
        TemporaryStore.Backend.Value = backend;
        var type = Classes.First(each => each.Name == @class);
        var test = Activator.CreateInstance(type)!;
        try
        {
            await ((test as IAsyncLifetime)?.InitializeAsync() ?? Task.CompletedTask);
            if (type.GetMethod(method)!.Invoke(test, BindingFlags.DoNotWrapExceptions, binder: null, [], culture: null) is Task running)
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
}
