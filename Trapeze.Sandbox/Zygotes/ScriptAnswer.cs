using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Zygotes;

/// <summary>What the zygote, or a child of it, tells of one call of a script: of a fork, of one whose result was asked for, of one that failed, and of the wait for a kept program's end.</summary>
/// <param name="Number">The call's number.</param>
/// <param name="Result">What the call returned; if it failed, its error, negative.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScriptAnswer(int Number, long Result)
{
    private const int ResultAt = 56;

    internal static ScriptAnswer Read(ReadOnlySpan<byte> entry) => new(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[ResultAt..]));
}
