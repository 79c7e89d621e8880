using System.Runtime.InteropServices;

namespace Trapeze.Store.Sqlite;

/// <summary>What a step of the sweep met.</summary>
/// <param name="Looked">How many facets it looked at.</param>
/// <param name="Superseded">How many of them were superseded.</param>
/// <param name="Ended">How many others had ended.</param>
/// <param name="Behind">Behind which row it goes on; <see langword="null"/> at the end of the file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SweepStep(int Looked, int Superseded, int Ended, SweepCursor? Behind)
{
    internal int Due => Superseded + Ended;
}
