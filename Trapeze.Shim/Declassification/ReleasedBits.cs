namespace Trapeze.Shim.Declassification;

/// <summary>How much a value of a type can say.</summary>
internal static class ReleasedBits
{
    /// <summary>The logarithm of the number of values that a <paramref name="type"/> has; <see langword="null"/> if there is no bound.</summary>
    internal static double? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) is { } bits ? Math.Log2(Math.Pow(2, bits) + 1) : null;
        }

        if (type.IsEnum)
        {
            return Math.Log2(Enum.GetValuesAsUnderlyingType(type).Cast<object>().Distinct().Count());
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => 1,
            TypeCode.Byte or TypeCode.SByte => 8,
            TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 16,
            TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 32,
            TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double or TypeCode.DateTime => 64,
            TypeCode.Decimal => 128,
            _ => null,
        };
    }

    /// <summary>Whether <paramref name="value"/> is among the values that were counted: an enumeration holds any number.</summary>
    internal static bool IsCounted(object? value) => value is not Enum || Enum.IsDefined(value.GetType(), value);
}
