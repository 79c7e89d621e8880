namespace Trapeze.Store.Expressions.Syntax;

/// <summary>A part of a parsed expression. Its text shows names and placeholders, never values.</summary>
internal abstract class Node
{
    /// <summary>The part as an expression that means the same.</summary>
    public abstract override string ToString();
}
