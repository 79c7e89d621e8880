using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>A write whose decision is made inside the batch's transaction.</summary>
internal sealed class PendingDecision<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide)
    : PendingWrite(filing.Text)
{
    // The caller goes on elsewhere: the writer's thread runs no code of a function.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteDecision<T> _decision;

    internal Task<T> Task => _done.Task;

    internal override void Apply(WriteSession session)
    {
        var current = sight is null ? null : session.Newest(table, key, sight);
        try
        {
            _decision = decide(current);
        }
#pragma warning disable CA1031 // a decision that fails is its own caller's affair, never that of the others in the batch
        catch (Exception reason)
#pragma warning restore CA1031
        {
            _decision = WriteDecision<T>.Refuse(reason);
        }

        if (_decision.Writes)
        {
            session.File(table, key, filing, _decision.Item);
        }
    }

    internal override void Acknowledge()
    {
        if (_decision.Refusal is { } refusal)
        {
            _done.SetException(refusal);
        }
        else
        {
            _done.SetResult(_decision.Result!);
        }
    }

    internal override void Fail(Exception reason) => _done.TrySetException(reason);
}
