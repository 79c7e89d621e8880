namespace Trapeze.LocalLambda.Queues;

/// <summary>A message's attribute: its type, and its value as text, or as base64 if the type is binary.</summary>
internal sealed record MessageAttribute(string DataType, string Value)
{
    internal bool IsBinary => DataType.StartsWith("Binary", StringComparison.Ordinal);
}
