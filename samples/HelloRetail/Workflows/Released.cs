using System.Text.Json.Serialization;

namespace HelloRetail.Workflows;

/// <summary>The event that a declassifier makes: its value is what the trusted code let through.</summary>
public sealed record Released<T>([property: JsonPropertyName("released")] T Value);
