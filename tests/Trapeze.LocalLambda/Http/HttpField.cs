namespace Trapeze.LocalLambda.Http;

/// <summary>A header field as it stands in the message; each character is one byte of it.</summary>
public sealed record HttpField(string Name, string Value)
{
    internal bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
