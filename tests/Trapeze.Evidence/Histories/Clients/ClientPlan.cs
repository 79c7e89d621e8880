using Trapeze.Evidence.Histories.Programs;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>What one client of a history is.</summary>
/// <param name="Index">Its number; from 1, so that its values are never 0.</param>
/// <param name="Label">Its label, among the shape's.</param>
/// <param name="Process">In which process it runs.</param>
/// <param name="Program">What it does.</param>
/// <param name="FaultSeed">Where its faults come from.</param>
internal sealed record ClientPlan(int Index, int Label, int Process, IReadOnlyList<Act> Program, ulong FaultSeed);
