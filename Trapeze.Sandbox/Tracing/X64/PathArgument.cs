namespace Trapeze.Sandbox.Tracing.X64;

/// <summary>A path among the arguments of a call.</summary>
/// <param name="Folder">Which argument is the folder that it is of; <see cref="PathCalls.NoFolder"/> if none is.</param>
/// <param name="Path">Which argument is the path.</param>
/// <param name="Use">What for.</param>
internal sealed record PathArgument(int Folder, int Path, PathUse Use);
