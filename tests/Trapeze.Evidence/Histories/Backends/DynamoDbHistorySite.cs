using Amazon.DynamoDBv2;
using Trapeze.Store;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A table of DynamoDB Local: a process that dies leaves it as it is.</summary>
internal sealed class DynamoDbHistorySite(DynamoDbBackend backend) : IHistorySite
{
    public IReadOnlyList<byte[]> Poisons => [];

    public FacetedStore Open(Func<IFacetStorage, IFacetStorage> over) => FacetedStore.Open(
        new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Keys", new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N))],
            Backend = backend,
        },
        storage => over(new SettledStorage(storage)));

    public IDisposable? Hold() => null;

    public long Tail() => 0;

    public void Crash(long? tail, int choice)
    {
    }

    public void ForgetTombstones() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
