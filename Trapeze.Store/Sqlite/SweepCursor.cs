namespace Trapeze.Store.Sqlite;

/// <summary>A row that a sweep has come to.</summary>
internal sealed record SweepCursor(long At, byte[] Key)
{
    /// <summary>Before the first.</summary>
    internal static SweepCursor Start { get; } = new(long.MinValue, []);
}
