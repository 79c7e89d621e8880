namespace Trapeze.Store.Sqlite;

/// <summary>A range statement's form; its parameters are place, then partition and bounds.</summary>
internal readonly record struct RangeShape(bool WithinPartition, bool HasHigh, bool Forward)
{
    internal string Sql
    {
        get
        {
            var direction = Forward ? "" : " DESC";
            var range = WithinPartition
                ? $"hash = ?2 AND sort >= ?3{(HasHigh ? " AND sort < ?4" : "")} ORDER BY sort{direction}"
                : $"(hash, sort) > (?2, ?3) ORDER BY hash{direction}, sort{direction}";
            return $"SELECT hash, sort, seq, label, item FROM facet WHERE at = ?1 AND {range}";
        }
    }
}
