namespace Trapeze.Shim.Events;

/// <summary>Runs one activation's tasks on <see cref="EventThreads"/>, a few at once so that one which waits for another does not lock up.</summary>
internal sealed class EventScheduler(EventThreads threads) : TaskScheduler
{
    private const int MaxThreads = 4;

    [ThreadStatic]
    private static EventScheduler? _current;

    private readonly Lock _lock = new();
    private readonly LinkedList<Task> _tasks = new();
    private int _running;

    public override int MaximumConcurrencyLevel => MaxThreads;

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            _tasks.AddLast(task);
            if (_running == MaxThreads)
            {
                return;
            }

            _running++;
        }

        threads.Run(Drain);
    }

    protected override bool TryDequeue(Task task)
    {
        lock (_lock)
        {
            return _tasks.Remove(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _current == this && (!taskWasPreviouslyQueued || TryDequeue(task)) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _tasks];
        }
    }

    private void Drain()
    {
        _current = this;
        while (true)
        {
            Task task;
            lock (_lock)
            {
                if (_tasks.First is not { } first)
                {
                    _running--;
                    break;
                }

                _tasks.RemoveFirst();
                task = first.Value;
            }

            TryExecuteTask(task);
        }

        _current = null;
    }
}
