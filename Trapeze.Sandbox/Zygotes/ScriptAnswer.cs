using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Zygotes;

/// <summary>A call of a script that somebody has to be told of: a fork, or one that failed.</summary>
/// <param name="Number">Which.</param>
/// <param name="Result">What it returned: negative, an error.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScriptAnswer(int Number, long Result)
{
    private const int ResultAt = 56;

    internal static ScriptAnswer Read(ReadOnlySpan<byte> entry) => new(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[ResultAt..]));
}
