using System.Diagnostics.CodeAnalysis;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Equality of values as DynamoDB has it: numbers by value, sets without order, types apart.</summary>
internal sealed class ValueComparer : IEqualityComparer<AttributeValue>
{
    private ValueComparer()
    {
    }

    public static ValueComparer Instance { get; } = new();

    public static bool Equal(Dictionary<string, AttributeValue> left, Dictionary<string, AttributeValue> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (name, value) in left)
        {
            if (!right.TryGetValue(name, out var other) || !Instance.Equals(value, other))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Orders two S, N or B values of one type; <c>null</c> if they have no order.</summary>
    public static int? Order(AttributeValue left, AttributeValue right) =>
        left.S is not null && right.S is not null ? OrderStrings(left.S, right.S)
        : left.N is not null && right.N is not null ? DynamoNumber.Parse(left.N).CompareTo(DynamoNumber.Parse(right.N))
        : left.B is not null && right.B is not null ? Binary.Bytes(left.B).SequenceCompareTo(Binary.Bytes(right.B))
        : null;

    /// <summary>Orders strings as their UTF-8 bytes.</summary>
    public static int OrderStrings(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        // UTF-16 puts surrogates below U+E000, UTF-8 puts what they encode above everything else.
        var (first, second) = (left[common], right[common]);
        var order = char.IsSurrogate(first).CompareTo(char.IsSurrogate(second));
        return order == 0 ? first.CompareTo(second) : order;
    }

    public static bool EqualNumbers(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || (!(DynamoNumberText.IsPlain(left) && DynamoNumberText.IsPlain(right)) && DynamoNumber.Parse(left).Equals(DynamoNumber.Parse(right)));

    public bool Equals(AttributeValue? x, AttributeValue? y)
    {
        if (x is null || y is null)
        {
            return ReferenceEquals(x, y);
        }

        var kind = AttributeKinds.Known(x);
        return kind == AttributeKinds.Known(y) && kind switch
        {
            AttributeKind.S => string.Equals(x.S, y.S, StringComparison.Ordinal),
            AttributeKind.N => EqualNumbers(x.N, y.N),
            AttributeKind.B => Binary.Equal(x.B, y.B),
            AttributeKind.SS => x.SS.Count == y.SS.Count && x.SS.ToHashSet(StringComparer.Ordinal).SetEquals(y.SS),
            AttributeKind.NS => x.NS.Count == y.NS.Count && Canonical(x.NS).SetEquals(Canonical(y.NS)),
            AttributeKind.BS => x.BS.Count == y.BS.Count && Canonical(x.BS).SetEquals(Canonical(y.BS)),
            AttributeKind.M => Equal(x.M, y.M),
            AttributeKind.L => x.L.SequenceEqual(y.L, this),
            AttributeKind.BOOL => x.BOOL == y.BOOL,
            _ => true,
        };
    }

    public int GetHashCode([DisallowNull] AttributeValue obj)
    {
        var kind = AttributeKinds.Known(obj);
        return HashCode.Combine(kind, kind switch
        {
            AttributeKind.S => obj.S.GetHashCode(StringComparison.Ordinal),
            AttributeKind.N => DynamoNumber.Parse(obj.N).GetHashCode(),
            AttributeKind.B => Canonical(obj.B).GetHashCode(StringComparison.Ordinal),
            AttributeKind.SS => obj.SS.Count,
            AttributeKind.NS => obj.NS.Count,
            AttributeKind.BS => obj.BS.Count,
            AttributeKind.M => obj.M.Count,
            AttributeKind.L => obj.L.Count,
            AttributeKind.BOOL => obj.BOOL.GetHashCode(),
            _ => 0,
        });
    }

    /// <summary>A text that two B values share only if they are equal.</summary>
    public static string Canonical(MemoryStream binary) => Convert.ToBase64String(Binary.Bytes(binary));

    private static HashSet<DynamoNumber> Canonical(List<string> numbers) => [.. numbers.Select(DynamoNumber.Parse)];

    private static HashSet<string> Canonical(List<MemoryStream> binaries) => binaries.Select(Canonical).ToHashSet(StringComparer.Ordinal);
}
