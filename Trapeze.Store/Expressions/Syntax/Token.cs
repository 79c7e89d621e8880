using System.Runtime.InteropServices;

namespace Trapeze.Store.Expressions.Syntax;

/// <summary>A token and the characters it covers, from <paramref name="Start"/> up to, but not including, <paramref name="End"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End);
