namespace Trapeze.Evidence;

/// <summary>One way of looking for a leak, or for an answer that is not the one of semantics.md.</summary>
/// <remarks>Stateless: every search starts afresh, so that several can run in one process, against several copies of what ships.</remarks>
public interface ILevel
{
    /// <summary>The level's name, as the mutants' table prints it: one or two words.</summary>
    string Name { get; }

    /// <summary>Looks at <paramref name="cases"/> cases, those of <paramref name="seed"/>, in order, and stops at the first that is wrong.</summary>
    /// <returns>What was found; <see langword="null"/> if nothing was.</returns>
    Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken);
}
