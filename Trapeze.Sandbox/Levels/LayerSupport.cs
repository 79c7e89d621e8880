namespace Trapeze.Sandbox.Levels;

/// <summary>Whether this machine has a layer.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="IsThere">Whether it can be had.</param>
/// <param name="Detail">How, or why not, for people.</param>
public sealed record LayerSupport(SandboxLayer Layer, bool IsThere, string Detail);
