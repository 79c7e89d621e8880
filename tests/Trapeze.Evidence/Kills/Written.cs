using System.Globalization;
using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Kills;

/// <summary>One write of one worker.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Key">The key that it writes.</param>
/// <param name="Number">Which of the worker's writes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Written(int Worker, string Key, int Number)
{
    /// <summary>Its own in all of a run.</summary>
    public string Token => string.Create(CultureInfo.InvariantCulture, $"{Worker}.{Number}");

    /// <summary>What it leaves in a register: its number; or nothing, for one in three deletes.</summary>
    public int? Leaves => Number % 3 == 2 ? null : Number;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Worker} {Key} {Number}");

    public static Written Parse(string worker, string key, string number) =>
        new(int.Parse(worker, CultureInfo.InvariantCulture), key, int.Parse(number, CultureInfo.InvariantCulture));
}
