using System.Runtime.InteropServices;

namespace Trapeze.Store.Places;

/// <summary>What can be said of a place from the order alone.</summary>
/// <param name="HasParameter">Whether it belongs to a member of a family: then there are any number like it.</param>
/// <param name="Gathers">Whether members of a family file at it, each for itself.</param>
/// <param name="IsUniversal">Whether every label can be compared with its own.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlaceTraits(bool HasParameter, bool Gathers, bool IsUniversal);
