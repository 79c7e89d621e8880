namespace Trapeze.ReferenceMachine;

/// <summary>Code, and how far the policy lets it rise.</summary>
/// <param name="Code">The instructions; what stands behind the last is nothing.</param>
/// <param name="Clearance">The label up to which it may rise; <see langword="null"/>: it stays where it starts.</param>
public sealed record Function(Instruction[] Code, Label? Clearance);
