namespace HelloRetail.Workflows;

/// <summary>Names an assignment.</summary>
public sealed record AssignmentReference(string Request);
