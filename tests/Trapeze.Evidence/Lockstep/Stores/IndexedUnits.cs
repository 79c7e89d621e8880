using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Capacity units of a table and of its index.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexedUnits(double Table, double? Index)
{
    internal static IndexedUnits Only(double table) => new(table, null);

    public static IndexedUnits operator +(IndexedUnits left, IndexedUnits right) =>
        new(left.Table + right.Table, left.Index is null && right.Index is null ? null : left.Index.GetValueOrDefault() + right.Index.GetValueOrDefault());
}
