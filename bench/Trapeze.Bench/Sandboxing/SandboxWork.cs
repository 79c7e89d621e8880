namespace Trapeze.Bench.Sandboxing;

/// <summary>What is run, confined and not.</summary>
/// <param name="What">In words.</param>
/// <param name="Count">How often in a round.</param>
/// <param name="Most">The greatest code that it may exit with.</param>
/// <param name="Command">The program, with its arguments.</param>
internal sealed record SandboxWork(string What, int Count, int Most, IReadOnlyList<string> Command)
{
    public bool IsDone(int code) => code >= 0 && code <= Most;
}
