using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trapeze.Core.Activations;

/// <summary>Names one activation, and its records in the audit channel.</summary>
/// <remarks>
/// Chosen before the function runs, so that it says nothing of what the function does; from the system's cryptographic source, so that
/// two ids do not tell how many activations were started between them, nor in which order.
/// </remarks>
/// <param name="Value">The number.</param>
public readonly record struct ActivationId(UInt128 Value)
{
    // Drawn ahead, because asking the system costs far more than the bytes do. Each thread has its own; what was handed out is wiped.
    [ThreadStatic]
    private static RandomBytes? _ahead;

    /// <summary>A new random id.</summary>
    public static ActivationId Create() => (_ahead ??= new RandomBytes()).Next();

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    private sealed class RandomBytes
    {
        private const int Size = 16;

        private readonly byte[] _bytes = new byte[64 * Size];
        private int _at;

        internal ActivationId Next()
        {
            if (_at == 0)
            {
                RandomNumberGenerator.Fill(_bytes);
                _at = _bytes.Length;
            }

            _at -= Size;
            var bytes = _bytes.AsSpan(_at, Size);
            var value = MemoryMarshal.Read<UInt128>(bytes);
            bytes.Clear();
            return new ActivationId(value);
        }
    }
}
