using System.Text.Json;

namespace Trapeze.Shim.Declassification;

/// <summary>One pair of types that a declassifier's code works on.</summary>
internal sealed class ReleasePort<TIn, TOut>(IDeclassifier<TIn, TOut> code) : ReleasePort
{
    internal override Type Input => typeof(TIn);

    internal override Type Output => typeof(TOut);

    internal override byte[] Release(object? input)
    {
        var released = code.Release((TIn)input!);
        return ReleasedBits.IsCounted(released)
            ? JsonSerializer.SerializeToUtf8Bytes(released, JsonSerializerOptions.Web)
            : throw new InvalidOperationException("not a value of its enumeration");
    }
}
