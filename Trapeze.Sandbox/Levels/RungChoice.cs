using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Levels;

/// <summary>What a run is confined by, or why it is not run.</summary>
/// <param name="Rung">What it is confined by.</param>
/// <param name="Problem">Why it is not run, for people; <see langword="null"/> if it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RungChoice(Rung Rung, string? Problem)
{
    internal static RungChoice Of(Rung rung) => new(rung, Problem: null);

    internal static RungChoice Refused(string problem) => new(default, problem);
}
