using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>One segment of a parallel scan: which it is of a key is a function of its partition alone.</summary>
internal sealed class ScanSegment
{
    private const int MostSegments = 1_000_000;

    private readonly int _chosen;
    private readonly int _segments;
    private readonly KeyAttribute _hash;

    private ScanSegment(int chosen, int segments, KeyAttribute hash) => (_chosen, _segments, _hash) = (chosen, segments, hash);

    /// <summary>The segment that a request asks for; <see langword="null"/> if it asks for none.</summary>
    /// <exception cref="ValidationException">There is no such segment.</exception>
    internal static ScanSegment? Of(int? segment, int? total, KeyAttribute hash)
    {
        if (segment is null && total is null)
        {
            return null;
        }

        ItemValidation.EnsureWithin(segment, "segment", 0, MostSegments - 1);
        ItemValidation.EnsureWithin(total, "totalSegments", 1, MostSegments);
        if (total is not { } segments)
        {
            throw new ValidationException("The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        }

        if (segment is not { } chosen)
        {
            throw new ValidationException("The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        }

        return chosen < segments ? new ScanSegment(chosen, segments, hash) : throw new ValidationException(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            + $"Segment: {chosen.ToString(CultureInfo.InvariantCulture)} is not less than TotalSegments: {segments.ToString(CultureInfo.InvariantCulture)}");
    }

    internal bool Has(Dictionary<string, AttributeValue> item) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(KeyEncoding.Encode(item[_hash.Name]))) % (ulong)_segments == (ulong)_chosen;

    /// <exception cref="ValidationException">The starting key is of another segment.</exception>
    internal void EnsureHas(Dictionary<string, AttributeValue> startKey)
    {
        if (!Has(startKey))
        {
            throw new ValidationException("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                + $"TotalSegments: {_segments.ToString(CultureInfo.InvariantCulture)} Segment: {_chosen.ToString(CultureInfo.InvariantCulture)}");
        }
    }
}
