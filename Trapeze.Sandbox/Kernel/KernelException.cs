namespace Trapeze.Sandbox.Kernel;

/// <summary>The kernel refused a call, or cannot do what is asked.</summary>
internal sealed class KernelException(string problem) : IOException(problem)
{
    internal KernelException(string what, int error)
        : this($"{what}: {ErrorName.Of(error)}") => Error = error;

    /// <summary>Why, as <c>errno</c> says it; 0 if it does not.</summary>
    internal int Error { get; }
}
