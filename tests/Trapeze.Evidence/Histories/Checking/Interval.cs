using System.Runtime.InteropServices;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Checking;

/// <summary>When an operation may have happened, and whether it must have.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Interval(int Invoked, int Returned, bool Must)
{
    public static Interval Of(Operation operation) => new(operation.Invoked, operation.Returned, operation.Outcome != Outcome.Unknown);
}
