using System.Globalization;

namespace BadApp.Theft;

/// <summary>Alice's secret: 64 bits.</summary>
public sealed class Secret(ulong bits)
{
    public const int Length = 64;

    public static Secret Random(Random dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        return new Secret((ulong)dice.NextInt64(long.MinValue, long.MaxValue));
    }

    /// <summary>The secret with every bit turned over.</summary>
    public Secret Complement => new(~bits);

    /// <summary>As Alice sends it and the drawer keeps it: sixteen hexadecimal digits.</summary>
    public string Digits => bits.ToString("x16", CultureInfo.InvariantCulture);

    public static Secret Read(string digits) => new(ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    public bool IsSet(int bit) => ((bits >> bit) & 1) == 1;
}
