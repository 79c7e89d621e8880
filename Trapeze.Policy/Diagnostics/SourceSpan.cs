using System.Runtime.InteropServices;

namespace Trapeze.Policy.Diagnostics;

/// <summary>A stretch of one line.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The first character's column, from 1, in UTF-16 code units.</param>
/// <param name="Length">How many code units; 0 where something is missing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceSpan(int Line, int Column, int Length);
