namespace Trapeze.Evidence.BlackBox.Programs;

/// <summary>Who sends a request: a role, and a name within it. Nobody's role is empty: no token.</summary>
internal readonly record struct Principal(string Role, string Name)
{
    internal static Principal Nobody { get; } = new("", "");

    public override string ToString() => Role.Length == 0 ? "nobody" : Name.Length == 0 ? Role : $"{Role} {Name}";
}
