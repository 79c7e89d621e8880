using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>How much was looked at.</summary>
/// <param name="States">Different states that single steps were made from.</param>
/// <param name="Schedules">Schedules run to their end.</param>
/// <param name="Steps">Steps that the machine executed, each of them compared.</param>
/// <param name="Comparisons">Results compared for an observer with another state's.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Count(long States, long Schedules, long Steps, long Comparisons)
{
    public static Count operator +(Count left, Count right) => Add(left, right);

    public static Count Add(Count left, Count right) =>
        new(left.States + right.States, left.Schedules + right.Schedules, left.Steps + right.Steps, left.Comparisons + right.Comparisons);
}
