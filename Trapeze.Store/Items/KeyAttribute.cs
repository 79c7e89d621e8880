namespace Trapeze.Store.Items;

/// <summary>One key attribute; its type is S, N or B.</summary>
internal sealed record KeyAttribute(string Name, AttributeKind Kind);
