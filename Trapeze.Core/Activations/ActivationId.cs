using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trapeze.Core.Activations;

/// <summary>Names one activation, and its records in the audit channel.</summary>
/// <remarks>
/// Chosen before the function runs, so that it says nothing of what the function does; from the system's cryptographic source, so that
/// two ids do not tell how many activations were started between them.
/// </remarks>
/// <param name="Value">The number.</param>
public readonly record struct ActivationId(UInt128 Value)
{
    /// <summary>A new random id.</summary>
    public static ActivationId Create()
    {
        var value = default(UInt128);
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<UInt128>(ref value)));
        return new ActivationId(value);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
