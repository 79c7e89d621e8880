using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Histories.Recording;

/// <summary>What is under a key: who wrote it, and how often it was added to since it was put.</summary>
/// <param name="Value">Every write's own; 0 if the key is absent.</param>
/// <param name="Times">How often; <see cref="AnyTimes"/> if that cannot be told.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Item(int Value, int Times)
{
    public const int AnyTimes = -1;

    public static Item Absent => default;

    public bool IsAbsent => Value == 0;

    public bool Matches(Item other) => Value == other.Value && (Times == other.Times || Times == AnyTimes || other.Times == AnyTimes);

    public override string ToString() => IsAbsent ? "absent" : $"{Value}x{(Times == AnyTimes ? "?" : Times)}";
}
