namespace Trapeze.Core.Labels;

/// <summary>Why a text is not a label, and where.</summary>
/// <param name="Position">The zero-based index of the offending character.</param>
/// <param name="Message">What is wrong there.</param>
public readonly record struct LabelTextError(int Position, string Message);
