using System.Runtime.InteropServices;

namespace Trapeze.ReferenceMachine;

/// <summary>One label's word on a key.</summary>
/// <param name="Label">Whose word.</param>
/// <param name="Value">The value; <see langword="null"/> for a tombstone.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Facet(Label Label, int? Value) : ILabelled;
