namespace Trapeze.Sandbox.Rules;

/// <summary>A path that a confined program is given.</summary>
/// <param name="Path">The path, from the root; of a link, what it leads to when the program is launched.</param>
/// <param name="Access">What it may do there, and below.</param>
public sealed record PathGrant(string Path, PathAccess Access);
