namespace Trapeze.Shim.Threads;

/// <summary>Threads for functions that nobody may watch, apart from the pool that serves everybody: one that hangs here delays no one else.</summary>
/// <remarks>
/// There are as many as run at once: <see cref="OwnScheduler"/> bounds them for one activation, the event lanes and the rising quota for one
/// label. A bound over all labels would let one label's functions keep another's waiting. Idle ones end.
/// </remarks>
internal sealed class OwnThreads
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly List<Worker> _idle = [];

    internal void Run(Action work)
    {
        Worker? worker = null;
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                worker = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }
        }

        (worker ?? new Worker(this)).Give(work);
    }

#pragma warning disable CA1001 // disposed by its own thread, when that ends
    private sealed class Worker
#pragma warning restore CA1001
    {
        private readonly OwnThreads _threads;
        private readonly SemaphoreSlim _given = new(0);
        private Action? _work;

        internal Worker(OwnThreads threads)
        {
            _threads = threads;

            // Not the starter's execution context: nothing of one activation may be ambient in another.
            new Thread(Loop) { IsBackground = true, Name = "trapeze-function" }.UnsafeStart();
        }

        internal void Give(Action work)
        {
            _work = work;
            _given.Release();
        }

        private void Loop()
        {
            while (true)
            {
                if (!_given.Wait(Idle))
                {
                    if (TryLeave())
                    {
                        _given.Dispose();
                        return;
                    }

                    // Taken from the idle ones in between: work is on its way.
                    _given.Wait();
                }

                _work!();
                _work = null;
                lock (_threads._lock)
                {
                    _threads._idle.Add(this);
                }
            }
        }

        private bool TryLeave()
        {
            lock (_threads._lock)
            {
                return _threads._idle.Remove(this);
            }
        }
    }
}
