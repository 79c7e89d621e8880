using FsCheck;
using FsCheck.Fluent;

namespace Trapeze.Core.Tests;

/// <summary>A row of bytes read as choices: what FsCheck shrinks stays a valid case. A tape that has run out reads as zeros.</summary>
internal sealed class Tape(byte[] bytes)
{
    private int _at;

    public static Arbitrary<byte[]> Any { get; } = Arb.From(
        Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(160),
        ArbMap.Default.ArbFor<byte[]>().Shrinker);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => _at < bytes.Length ? bytes[_at++] % bound : 0;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public bool Flip() => Next(2) == 1;
}
