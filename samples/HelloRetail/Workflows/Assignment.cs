namespace HelloRetail.Workflows;

/// <summary>One photographer's task to picture one product, under a random number that says nothing of it.</summary>
public sealed record Assignment(string Request, string Product, string Photographer, AssignmentStatus Status);
