using System.Runtime.InteropServices;

namespace Trapeze.ReferenceMachine;

/// <summary>What one step makes of a state.</summary>
/// <param name="Next">The state after it.</param>
/// <param name="Output">What went out.</param>
/// <param name="Release">What was declassified; <see langword="null"/> if nothing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Step(State Next, Output Output, Release? Release = null);
