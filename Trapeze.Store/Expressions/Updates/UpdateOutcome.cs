using System.Runtime.InteropServices;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Updates;

/// <summary>What an action does to its target: puts a value there, removes it, or leaves it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UpdateOutcome(AttributeValue? Value, bool Removes)
{
    public static UpdateOutcome Keep => default;

    public static UpdateOutcome Remove => new(null, Removes: true);

    public static UpdateOutcome Put(AttributeValue value) => new(value, Removes: false);
}
