namespace Trapeze.Store.Sqlite;

/// <summary>A range statement's form; its parameters are place and bounds.</summary>
internal readonly record struct RangeShape(bool HasHigh, bool Forward)
{
    internal string Sql =>
        $"SELECT key, seq, label, item FROM facet WHERE at = ?1 AND key >= ?2{(HasHigh ? " AND key < ?3" : "")} ORDER BY key{(Forward ? "" : " DESC")}";
}
