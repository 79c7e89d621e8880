namespace Trapeze.Store.Sqlite;

/// <summary>SQLite could not do what it was asked.</summary>
/// <remarks>The message is for the operator; functions are told a constant.</remarks>
internal sealed class StorageException(int code, string message) : IOException($"SQLite: {message} ({code})")
{
    // The low byte is the kind, the rest details.
    private const int Kind = 0xFF;

    internal int Code { get; } = code;

    /// <summary>Whether another connection is in the way.</summary>
    internal bool IsBusy => (Code & Kind) == SQLitePCL.raw.SQLITE_BUSY;
}
