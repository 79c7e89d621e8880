namespace Trapeze.Shim.Events;

/// <summary>One piece of a transaction.</summary>
internal sealed class QueueWork<T>(Func<QueueFile, T> work, Action<T>? whenDurable) : QueueWork
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    internal Task<T> Task => _done.Task;

    internal override void Apply(QueueFile file) => _result = work(file);

    internal override void Succeed()
    {
        whenDurable?.Invoke(_result!);
        _done.SetResult(_result!);
    }

    internal override void Fail() => _done.TrySetException(new EventsUnavailableException());
}
