namespace Trapeze.Evidence.Lockstep;

/// <summary>The shipping code answered otherwise than the machine.</summary>
internal sealed class Disagreement(string what, string expected, string actual)
    : Exception($"{what}\n  expected {expected}\n  actual   {actual}")
{
    /// <summary>Compares two answers.</summary>
    internal static void Unless<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new Disagreement(what, $"{expected}", $"{actual}");
        }
    }
}
