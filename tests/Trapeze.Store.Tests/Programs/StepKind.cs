namespace Trapeze.Store.Tests.Programs;

internal enum StepKind
{
    Get,
    Put,
    PutTwo,
    PutIfAbsent,
    PutIfEqual,
    Delete,
    DeleteIfEqual,
    Update,
    Query,
    QueryFiltered,
    Count,
    Scan,
    BatchGet,
}
