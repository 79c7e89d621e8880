namespace Trapeze.Sandbox.Kernel;

/// <summary>The kernel refused a call.</summary>
internal sealed class KernelException(string what, int error) : IOException($"{what}: {ErrorName.Of(error)}")
{
    /// <summary>Why, as <c>errno</c> says it.</summary>
    internal int Error => error;
}
