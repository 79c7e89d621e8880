namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The key of one physical item.</summary>
/// <param name="Partition">What it is thrown together with: never anything of another source.</param>
/// <param name="Sort">Its place in there; never empty.</param>
internal readonly record struct PhysicalKey(string Partition, byte[] Sort)
{
    public bool Equals(PhysicalKey other) => Partition == other.Partition && Sort.AsSpan().SequenceEqual(other.Sort);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Partition, StringComparer.Ordinal);
        hash.AddBytes(Sort);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Partition}/{Convert.ToHexString(Sort)}";
}
