using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a child is sent.</summary>
/// <param name="Failure">Where it says which step has failed.</param>
/// <param name="Input">Its standard input.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Rules">The rules of files that it puts on.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaunchDescriptors(int Failure, int Input, int Output, int Errors, int Rules);
