using System.Runtime.InteropServices;

namespace Trapeze.Store.Engine;

/// <summary>A parameter of a request that is an expression.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Text">The expression, if the request has it.</param>
/// <param name="TakesValues">Whether it may name values.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionParameter(string Name, string? Text, bool TakesValues = true);
