using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Views;

/// <summary>Something that a view shows.</summary>
/// <param name="Place">What.</param>
/// <param name="IsReadOnly">Whether nothing can be changed there.</param>
/// <param name="IsInside">Whether it is within another.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ViewMount(Place Place, bool IsReadOnly, bool IsInside);
