using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>A write that waits for its turn in a batch.</summary>
internal abstract class PendingWrite(Filing filing)
{
    internal Filing Filing { get; } = filing;

    /// <summary>Decides and writes, inside the batch's transaction.</summary>
    internal abstract void Apply(WriteSession session);

    /// <summary>Tells the caller; the batch is durable.</summary>
    internal abstract void Acknowledge();

    /// <summary>Tells the caller that the batch failed.</summary>
    internal abstract void Fail(Exception reason);
}
