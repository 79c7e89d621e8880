using Amazon.DynamoDBv2;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Store;

/// <summary>The faceted store behind a genuine DynamoDB client: every client sees the view of one label and nothing else.</summary>
/// <remarks>semantics §3. Safe for concurrent use, by several processes on one file too.</remarks>
public sealed class FacetedStore : IAsyncDisposable, IDisposable
{
    private FacetedStore()
    {
    }

    /// <summary>Opens the store, and creates what it keeps its facets in if that is not there.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="IOException">The backend cannot be opened.</exception>
    public static FacetedStore Open(FacetedStoreOptions options) => throw new NotSupportedException();

    /// <summary>A client that sees, at every call, the view of the activation's label of that moment, and writes at it.</summary>
    public AmazonDynamoDBClient ClientFor(Activation activation) => throw new NotSupportedException();

    /// <summary>A client that always sees and writes at <paramref name="label"/>. For the trusted base only: release, seeds, tests.</summary>
    public AmazonDynamoDBClient ClientAt(Label label) => throw new NotSupportedException();

    /// <summary>Removes up to <paramref name="limit"/> facets that no view can show any more. For the trusted base only.</summary>
    /// <returns>How many were removed.</returns>
    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Finishes the writes that are queued and closes the backend.</summary>
    public void Dispose()
    {
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
