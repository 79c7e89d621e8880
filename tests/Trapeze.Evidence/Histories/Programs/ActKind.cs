namespace Trapeze.Evidence.Histories.Programs;

/// <summary>What a client of a history can do.</summary>
public enum ActKind
{
    Get,
    Put,
    Delete,
    PutIf,
    Add,
    AddIf,
    DeleteIf,
    Query,

    /// <summary>Get again and again, with nobody between: the store learns what is not there.</summary>
    Watch,
    BatchGet,
    BatchWrite,

    TransactGet,

    /// <summary>Put and delete several, all or none, on a condition of the first.</summary>
    TransactWrite,

    /// <summary>Add once and only once: again and again, on a condition or with a transaction's token, until the outcome is known.</summary>
    AddOnce,

    /// <summary>The trusted base looks for facets that no view can show any more.</summary>
    Sweep,
}
