namespace Trapeze.Sandbox.Tests;

/// <summary>What runs are confined by, besides what they always are.</summary>
[Flags]
public enum Rungs
{
    None = 0,
    Tracing = 1,
    Namespaces = 2,
    All = Tracing | Namespaces,
}
