using HelloRetail.World;

namespace HelloRetail.Scenario;

/// <summary>Something that should not work: who tried what, what the caller was told, and what the developer finds in the audit.</summary>
public sealed record Attempt(string Who, string What, Answer Answer, IReadOnlyList<RefusedFlow> Audit);
