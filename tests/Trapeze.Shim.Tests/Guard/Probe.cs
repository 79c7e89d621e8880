namespace Trapeze.Shim.Tests.Guard;

/// <summary>A scoped service that tells of its end.</summary>
public sealed class Probe : IDisposable
{
    public Action? OnDispose { get; set; }

    public void Dispose() => OnDispose?.Invoke();
}
