namespace Trapeze.LocalLambda.Tests;

/// <summary>What the Runtime API said when it was asked for an invocation.</summary>
internal sealed record Received(int Status, IReadOnlyDictionary<string, string> Fields, string Payload)
{
    public string Id => Fields["Lambda-Runtime-Aws-Request-Id"];
}
