namespace Trapeze.Store.Items;

/// <summary>The ten types of a DynamoDB value.</summary>
internal enum AttributeKind
{
    S,
    N,
    B,
    SS,
    NS,
    BS,
    M,
    L,
    BOOL,
    NULL,
}
