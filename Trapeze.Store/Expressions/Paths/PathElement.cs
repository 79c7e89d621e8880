using System.Globalization;
using System.Runtime.InteropServices;

namespace Trapeze.Store.Expressions.Paths;

/// <summary>One step of a path: into a map by name or, where there is no name, into a list by index.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathElement(string? Name, int Index)
{
    public override string ToString() => Name ?? string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
}
