using Trapeze.LocalServers;

namespace Trapeze.Testing;

/// <summary>A test that asks DynamoDB Local, which <c>test.sh</c> fetches where it may. Skipped, and so counted, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DynamoDbLocalFactAttribute : FactAttribute
{
    public DynamoDbLocalFactAttribute() => Skip = DynamoDbLocalFolder.Missing;
}
