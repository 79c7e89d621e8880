namespace Trapeze.Store.Sqlite;

/// <summary>SQLite could not do what it was asked.</summary>
/// <remarks>The message is for the operator; functions are told a constant.</remarks>
internal sealed class StorageException(int code, string message) : IOException($"SQLite: {message} ({code})")
{
    internal int Code { get; } = code;
}
