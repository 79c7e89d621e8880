namespace Trapeze.Sandbox.Results;

/// <summary>Something that a confined program asked for and was refused.</summary>
/// <param name="Call">The system call, by its name.</param>
/// <param name="Path">The path that it named, or the address, if it is known.</param>
public sealed record SandboxViolation(string Call, string? Path);
