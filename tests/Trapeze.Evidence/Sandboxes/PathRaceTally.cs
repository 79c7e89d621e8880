using System.Globalization;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>What came of a race for paths.</summary>
/// <param name="Given">How often a name led to the file that was given.</param>
/// <param name="Refused">How often the kernel refused, because it led outside.</param>
/// <param name="Leaked">How often a file outside was opened.</param>
/// <param name="Other">How often the name led nowhere.</param>
/// <param name="IsUnchanged">Whether outside all is as it was.</param>
public sealed record PathRaceTally(long Given, long Refused, long Leaked, long Other, bool IsUnchanged)
{
    // Of a hundred tries: less would be no race.
    private const int FewestOfEach = 5;

    /// <summary>Whether nothing leaked though both ends of the race were met: what is outside is refused, or is not there.</summary>
    public bool Holds => Leaked == 0 && IsUnchanged && IsShare(Given) && IsShare(Refused + Other);

    internal static PathRaceTally? Parse(string line, bool isUnchanged) =>
        line.Split(' ', StringSplitOptions.TrimEntries) is [var given, var refused, var leaked, var other] ? new PathRaceTally(Number(given), Number(refused), Number(leaked), Number(other), isUnchanged) : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Given:n0} led to what was given, {Refused:n0} were refused, {Leaked:n0} leaked, {Other:n0} led nowhere; outside {(IsUnchanged ? "nothing has changed" : "SOMETHING HAS CHANGED")}");

    private bool IsShare(long count) => count * 100 >= FewestOfEach * (Given + Refused + Leaked + Other);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
