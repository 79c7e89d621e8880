using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Writes of several keys whose decision is made inside the batch's transaction, all or nothing.</summary>
internal sealed class PendingDecisions<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide)
    : PendingWrite(filing.Text)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ManyWritesDecision<T> _decision;

    internal Task<T> Task => _done.Task;

    internal override void Apply(WriteSession session)
    {
        var current = keys.Select(key => session.Newest(key.Table, key.Key, sight)).ToList();
        try
        {
            _decision = decide(current);
        }
#pragma warning disable CA1031 // a decision that fails is its own caller's affair, never that of the others in the batch
        catch (Exception reason)
#pragma warning restore CA1031
        {
            _decision = ManyWritesDecision<T>.Refuse(reason);
        }

        for (var at = 0; at < _decision.Writes.Count; at++)
        {
            if (_decision.Writes[at] is { } write)
            {
                session.File(keys[at].Table, keys[at].Key, filing, write.Item);
            }
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
