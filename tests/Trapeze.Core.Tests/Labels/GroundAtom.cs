namespace Trapeze.Core.Tests.Labels;

/// <summary>One atom of a case: the index of its kind and its parameter's value, if the kind is a family.</summary>
internal readonly record struct GroundAtom(int Kind, string? Parameter);
