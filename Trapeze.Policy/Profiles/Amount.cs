using System.Globalization;

namespace Trapeze.Policy.Profiles;

/// <summary>Reads amounts: a whole number and its unit.</summary>
public static class Amount
{
    private static readonly (string Unit, long Factor)[] Sizes =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];

    private static readonly (string Unit, long Factor)[] Times =
        [("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour)];

    /// <summary>A size in bytes, such as <c>256MB</c> or <c>64KiB</c>; <see langword="null"/> if it is none, or nothing.</summary>
    public static long? Size(string text) => Read(text, Sizes);

    /// <summary>A time, such as <c>10s</c> or <c>500ms</c>; <see langword="null"/> if it is none, or nothing.</summary>
    public static TimeSpan? Time(string text) => Read(text, Times) is { } ticks ? new TimeSpan(ticks) : null;

    /// <summary>A number without a unit; <see langword="null"/> if it is none, or nothing.</summary>
    public static int? Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    private static long? Read(string text, (string Unit, long Factor)[] units)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (unit, factor) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                return long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number > 0 && number <= long.MaxValue / factor
                    ? number * factor
                    : null;
            }
        }

        return null;
    }
}
