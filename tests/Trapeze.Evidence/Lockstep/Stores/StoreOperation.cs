namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>One operation of a program.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Seed">All its choices: it makes the same ones whatever was left out before it.</param>
internal sealed record StoreOperation(StoreOperationKind Kind, ulong Seed)
{
    /// <summary>Whether what it does to the monitor is a caller's coming.</summary>
    internal bool Calls { get; init; }

    private static readonly StoreOperationKind[] Weighted =
    [
        StoreOperationKind.Monitor, StoreOperationKind.Monitor, StoreOperationKind.Monitor, StoreOperationKind.Monitor, StoreOperationKind.Monitor, StoreOperationKind.Monitor,
        StoreOperationKind.GetItem, StoreOperationKind.GetItem, StoreOperationKind.GetItem,
        StoreOperationKind.PutItem, StoreOperationKind.PutItem, StoreOperationKind.PutItem, StoreOperationKind.PutItem, StoreOperationKind.PutItem, StoreOperationKind.PutItem,
        StoreOperationKind.DeleteItem, StoreOperationKind.DeleteItem,
        StoreOperationKind.UpdateItem, StoreOperationKind.UpdateItem, StoreOperationKind.UpdateItem, StoreOperationKind.UpdateItem,
        StoreOperationKind.Query, StoreOperationKind.Query, StoreOperationKind.Query, StoreOperationKind.Query,
        StoreOperationKind.Scan, StoreOperationKind.Scan, StoreOperationKind.Scan,
        StoreOperationKind.Segments, StoreOperationKind.Segments,
        StoreOperationKind.BatchGetItem, StoreOperationKind.BatchGetItem,
        StoreOperationKind.BatchWriteItem, StoreOperationKind.BatchWriteItem,
        StoreOperationKind.TransactWriteItems, StoreOperationKind.TransactWriteItems, StoreOperationKind.TransactWriteItems,
        StoreOperationKind.TransactGetItems, StoreOperationKind.TransactGetItems,
        StoreOperationKind.QueryOfIndex, StoreOperationKind.QueryOfIndex, StoreOperationKind.QueryOfIndex,
        StoreOperationKind.Tables, StoreOperationKind.Tables, StoreOperationKind.Tables,
    ];

    internal static StoreOperation Draw(Dice dice) => new(dice.Pick(Weighted), dice.NextBits());
}
