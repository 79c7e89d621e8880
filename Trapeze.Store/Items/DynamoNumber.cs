namespace Trapeze.Store.Items;

internal readonly struct DynamoNumber : IEquatable<DynamoNumber>, IComparable<DynamoNumber>
{
    public static DynamoNumber Parse(string text) => throw new NotSupportedException(text);

    public DynamoNumber Add(DynamoNumber other) => throw new NotSupportedException();

    public DynamoNumber Subtract(DynamoNumber other) => throw new NotSupportedException();

    public int CompareTo(DynamoNumber other) => throw new NotSupportedException();

    public bool Equals(DynamoNumber other) => throw new NotSupportedException();

    public override bool Equals(object? obj) => obj is DynamoNumber other && Equals(other);

    public override int GetHashCode() => throw new NotSupportedException();

    public override string ToString() => throw new NotSupportedException();
}
