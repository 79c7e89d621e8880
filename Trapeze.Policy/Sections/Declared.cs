using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Sections;

/// <summary>Something that a policy names, and where.</summary>
internal sealed record Declared<T>(string Name, SourceSpan Place, T Value);
