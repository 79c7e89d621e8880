using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Tells which of the ten types a value has.</summary>
internal static class AttributeKinds
{
    /// <summary>The type of <paramref name="value"/>; <c>null</c> if it holds none of them.</summary>
    public static AttributeKind? Of(AttributeValue value) =>
        value.S is not null ? AttributeKind.S
        : value.N is not null ? AttributeKind.N
        : value.BOOL is not null ? AttributeKind.BOOL
        : value.IsMSet ? AttributeKind.M
        : value.IsLSet ? AttributeKind.L
        : value.NULL is not null ? AttributeKind.NULL
        : value.B is not null ? AttributeKind.B
        : value.IsSSSet ? AttributeKind.SS
        : value.IsNSSet ? AttributeKind.NS
        : value.IsBSSet ? AttributeKind.BS
        : null;

    /// <summary>The type of a value that was validated before.</summary>
    public static AttributeKind Known(AttributeValue value) =>
        Of(value) ?? throw new ArgumentException("a value was not validated", nameof(value));

    /// <summary>How many types <paramref name="value"/> claims to have.</summary>
    public static int Count(AttributeValue value) =>
        (value.S is null ? 0 : 1) + (value.N is null ? 0 : 1) + (value.B is null ? 0 : 1)
        + (value.IsSSSet ? 1 : 0) + (value.IsNSSet ? 1 : 0) + (value.IsBSSet ? 1 : 0)
        + (value.IsMSet ? 1 : 0) + (value.IsLSet ? 1 : 0)
        + (value.BOOL is null ? 0 : 1) + (value.NULL is null ? 0 : 1);
}
