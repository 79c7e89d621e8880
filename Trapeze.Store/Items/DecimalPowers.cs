namespace Trapeze.Store.Items;

/// <summary>The powers of ten that a coefficient of 38 digits needs.</summary>
internal static class DecimalPowers
{
    private static readonly UInt128[] Powers = Make();

    /// <summary>10 to the power of <paramref name="exponent"/>, from 0 to 38.</summary>
    public static UInt128 Of(int exponent) => Powers[exponent];

    /// <summary>How many decimal digits <paramref name="value"/> has; zero has none.</summary>
    public static int Digits(UInt128 value)
    {
        // 1233/4096 is a little more than log10(2), so the guess is exact or one too large.
        var guess = ((128 - (int)UInt128.LeadingZeroCount(value)) * 1233) >> 12;
        return guess == Powers.Length || value < Powers[guess] ? guess : guess + 1;
    }

    private static UInt128[] Make()
    {
        var powers = new UInt128[39];
        powers[0] = UInt128.One;
        for (var exponent = 1; exponent < powers.Length; exponent++)
        {
            powers[exponent] = powers[exponent - 1] * 10;
        }

        return powers;
    }
}
