namespace Trapeze.Sandbox.Launching;

/// <summary>One at a time, for as long as a launch takes: longer than it pays to spin for, as a lock of the runtime does.</summary>
internal sealed class Turn
{
    private readonly object _changes = new();
    private bool _isTaken;

    /// <summary>Waits for it; it is held until what is returned is disposed of.</summary>
    internal Held Take()
    {
        lock (_changes)
        {
            while (_isTaken)
            {
                Monitor.Wait(_changes);
            }

            _isTaken = true;
        }

        return new Held(this);
    }

    private void Give()
    {
        lock (_changes)
        {
            _isTaken = false;
            Monitor.Pulse(_changes);
        }
    }

    /// <summary>A turn that is held.</summary>
    internal readonly ref struct Held(Turn turn)
    {
        public void Dispose() => turn.Give();
    }
}
