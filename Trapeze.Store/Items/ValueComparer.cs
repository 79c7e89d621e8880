using System.Diagnostics.CodeAnalysis;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Equality of values as DynamoDB has it: numbers by value, sets without order, types apart.</summary>
internal sealed class ValueComparer : IEqualityComparer<AttributeValue>
{
    public static ValueComparer Instance { get; } = new();

    public bool Equals(AttributeValue? x, AttributeValue? y) => throw new NotSupportedException();

    public int GetHashCode([DisallowNull] AttributeValue obj) => throw new NotSupportedException();

    public static bool Equal(Dictionary<string, AttributeValue> left, Dictionary<string, AttributeValue> right) => throw new NotSupportedException();

    /// <summary>Orders two S, N or B values of one type; <c>null</c> if they have no order.</summary>
    public static int? Order(AttributeValue left, AttributeValue right) => throw new NotSupportedException();
}
