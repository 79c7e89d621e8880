namespace Trapeze.Shim.Sources;

/// <summary>One batch on its way.</summary>
internal sealed class SourceRun(Task<SourceReply> decided, Task ended, Func<SourceProgress?> progress)
{
    /// <summary>What its source is told, when each record has ended or risen out of sight.</summary>
    internal Task<SourceReply> Decided => decided;

    /// <summary>Ends when nothing of it runs any more, above raises too; for one that hangs that may be never.</summary>
    internal Task Ended => ended;

    /// <summary>After the decision: what is left for a process that may run it; <see langword="null"/> if nothing is, and then the decision is whole.</summary>
    internal SourceProgress? Progress => progress();
}
