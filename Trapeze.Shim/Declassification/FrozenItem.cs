using Amazon.DynamoDBv2.Model;

namespace Trapeze.Shim.Declassification;

/// <summary>Copies an item, so that nothing which is done to the original once its release has been judged is written.</summary>
internal static class FrozenItem
{
    /// <summary>A copy of an item that shares nothing with what it was made from.</summary>
    internal static Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item) =>
        item.ToDictionary(attribute => attribute.Key, attribute => Copy(attribute.Value), StringComparer.Ordinal);

    private static AttributeValue Copy(AttributeValue value) => new()
    {
        S = value.S,
        N = value.N,
        B = value.B is null ? null : new MemoryStream(value.B.ToArray()),
        BOOL = value.BOOL,
        NULL = value.NULL,
        SS = value.SS is null ? null : [.. value.SS],
        NS = value.NS is null ? null : [.. value.NS],
        BS = value.BS?.ConvertAll(bytes => new MemoryStream(bytes.ToArray())),
        L = value.L?.ConvertAll(Copy),
        M = value.M is null ? null : Of(value.M),
    };
}
