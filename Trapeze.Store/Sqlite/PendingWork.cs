namespace Trapeze.Store.Sqlite;

/// <summary>Work of the trusted base that takes its turn among the writes.</summary>
internal sealed class PendingWork<T>(string line, Func<WriteSession, T> work) : PendingWrite(line)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    internal Task<T> Task => _done.Task;

    internal override void Apply(WriteSession session) => _result = work(session);

    internal override void Acknowledge() => _done.SetResult(_result!);

    internal override void Fail(Exception reason) => _done.TrySetException(reason);
}
