namespace Trapeze.Policy.Profiles;

/// <summary>A variable of a confined program's environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// Its value; <see langword="null"/> if it has the value of the variable of that name in the environment of whoever runs the program, and is left out if there is none.
/// </param>
public sealed record ProfileVariable(string Name, string? Value)
{
    /// <summary>Reads <c>NAME=value</c> or <c>NAME</c>; <see langword="null"/> if it is neither.</summary>
    public static ProfileVariable? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? text : text[..end];
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !text.Contains('\0', StringComparison.Ordinal)
            ? new ProfileVariable(name, end < 0 ? null : text[(end + 1)..])
            : null;
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Value is null ? Name : $"{Name}={Value}";
}
