namespace Trapeze.Store.Sqlite;

/// <summary>A range statement's form; its parameters are place and bounds.</summary>
internal readonly record struct RangeShape(bool HasHigh, bool Forward, bool OfIndex = false)
{
    internal string Sql =>
        $"SELECT {(OfIndex ? "key, seq, base FROM entry" : "key, seq, label, item FROM facet")} WHERE at = ?1 AND key >= ?2{(HasHigh ? " AND key < ?3" : "")}{(OfIndex ? " AND idx = ?4" : "")} ORDER BY key{(Forward ? "" : " DESC")}";
}
