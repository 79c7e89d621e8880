using System.Collections;

namespace Trapeze.Tool.Running;

/// <summary>What the command has around it, and hands on to a program as far as it is told to.</summary>
/// <param name="Input">Its standard input.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Folder">The folder that it was called in.</param>
/// <param name="Variables">Its environment.</param>
internal sealed record Surroundings(Stream Input, Stream Output, Stream Errors, string Folder, IDictionary Variables);
