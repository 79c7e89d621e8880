namespace Trapeze.Evidence.Protocols.Stepping;

/// <summary>Something that waits for its turn.</summary>
/// <param name="Client">Whose it is.</param>
/// <param name="Moment">The moment of the world that has to be past; 0 for any.</param>
internal sealed record Gate(int Client, long Moment)
{
    // What waits goes on in the call that gives it its turn.
    private readonly TaskCompletionSource _done = new();

    public Task Turn => _done.Task;

    public void Open() => _done.SetResult();
}
