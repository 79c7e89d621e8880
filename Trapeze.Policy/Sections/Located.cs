using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>A value and the text that it was read from.</summary>
internal sealed record Located<T>(T Value, ScalarNode Node);
