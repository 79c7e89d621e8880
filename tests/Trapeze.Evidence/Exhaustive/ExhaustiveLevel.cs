namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every small store and every interleaving of two short threads, in the reference machine.</summary>
/// <remarks>There is one case, and no chance in it.</remarks>
public sealed class ExhaustiveLevel : ILevel
{
    /// <inheritdoc/>
    public string Name => "exhaustive";

    /// <inheritdoc/>
    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken)
    {
        var verdict = new Verdict();
        try
        {
            foreach (var (_, _) in ExhaustiveCheck.Run(Bound.Small, verdict))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (AggregateException thrown)
        {
            verdict.Tell($"thrown: {thrown.InnerException}");
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException and not OutOfMemoryException)
        {
            verdict.Tell($"thrown: {thrown}");
        }

        return Task.FromResult(verdict.Finding is { } text ? new Finding(Name, seed, 0, text) : null);
    }
}
