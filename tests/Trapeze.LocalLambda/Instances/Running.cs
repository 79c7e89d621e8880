namespace Trapeze.LocalLambda.Instances;

/// <summary>An invocation that an instance has been given.</summary>
internal sealed class Running(Invocation invocation) : IDisposable
{
    internal Invocation Invocation => invocation;

    /// <summary>Whether the runtime has posted its answer; what it does until it asks for the next one is the hidden rest.</summary>
    internal bool IsAnswered { get; set; }

    internal ITimer? Deadline { get; set; }

    public void Dispose() => Deadline?.Dispose();
}
