namespace Trapeze.Store.Sqlite;

/// <summary>A write that waits for its turn in a batch.</summary>
internal abstract class PendingWrite(string line)
{
    /// <summary>Whose writes it waits behind: one line for each label.</summary>
    internal string Line { get; } = line;

    /// <summary>Decides and writes, inside the batch's transaction.</summary>
    internal abstract void Apply(WriteSession session);

    /// <summary>Tells the caller; the batch is durable.</summary>
    internal abstract void Acknowledge();

    /// <summary>Tells the caller that the batch failed.</summary>
    internal abstract void Fail(Exception reason);
}
