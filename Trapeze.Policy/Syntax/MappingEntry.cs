namespace Trapeze.Policy.Syntax;

internal sealed record MappingEntry(ScalarNode Key, SyntaxNode Value);
