using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a child is sent.</summary>
/// <param name="News">Where it says which step has failed, and what keeps it, how it ended.</param>
/// <param name="Input">Its standard input.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="View">The mount namespace that it enters, if there is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaunchDescriptors(int News, int Input, int Output, int Errors, int? View);
