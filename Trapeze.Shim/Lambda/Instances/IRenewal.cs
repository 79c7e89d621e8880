using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>Replaces this process by a fresh one that holds nothing of what it has served.</summary>
internal interface IRenewal
{
    /// <summary>Does not return. The fresh process goes on with <paramref name="next"/>, or asks for the next event if there is none.</summary>
    /// <param name="next">The event that this process has been given and may not serve.</param>
    /// <param name="progress">What the fresh process is told of how far this one has come with it.</param>
    /// <exception cref="InvalidOperationException">This process cannot be replaced.</exception>
    void Renew(Invocation? next, ReadOnlyMemory<byte> progress);
}
