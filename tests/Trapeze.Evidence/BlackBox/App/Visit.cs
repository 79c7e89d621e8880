namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The visible part of one visible activation: what its requester waits for before the next request, so that nothing races that all can see.</summary>
/// <remarks>It ends when the handler has ended, or at the raise out of the observer's sight, whatever happens after that.</remarks>
internal sealed class Visit
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _parts;

    /// <summary>Whether a handler runs, or ran, for it.</summary>
    internal bool IsEntered => Volatile.Read(ref _parts) != 0 || End.IsCompleted;

    internal Task End => _end.Task;

    /// <summary>The requester has the reply, or what the server made of an abort.</summary>
    internal TaskCompletionSource Replied { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The handler and all that it left to the reply's end have ended, or are out of sight.</summary>
    internal TaskCompletionSource Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Enter() => Interlocked.Increment(ref _parts);

    internal void Leave()
    {
        if (Interlocked.Decrement(ref _parts) == 0)
        {
            _end.TrySetResult();
        }
    }

    internal void Hide()
    {
        Handled.TrySetResult();
        _end.TrySetResult();
    }
}
