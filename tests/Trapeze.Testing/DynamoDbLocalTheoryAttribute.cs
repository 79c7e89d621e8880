using Trapeze.LocalServers;

namespace Trapeze.Testing;

/// <summary>A theory that asks DynamoDB Local; see <see cref="DynamoDbLocalFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DynamoDbLocalTheoryAttribute : TheoryAttribute
{
    public DynamoDbLocalTheoryAttribute() => Skip = DynamoDbLocalFolder.Missing;
}
