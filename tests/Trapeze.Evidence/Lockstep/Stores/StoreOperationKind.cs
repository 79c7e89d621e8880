namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What a program does next to the store; <see cref="Monitor"/> is what it does to the monitor.</summary>
public enum StoreOperationKind
{
    Monitor,
    GetItem,
    PutItem,
    DeleteItem,
    UpdateItem,
    Query,
    Scan,
    Segments,
    BatchGetItem,
    BatchWriteItem,
    TransactWriteItems,
    TransactGetItems,
    QueryOfIndex,
    Tables,
}
