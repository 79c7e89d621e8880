using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Trapeze.Policy.Profiles;

/// <summary>A path from the root, in which <c>*</c> stands for any characters of a name and <c>?</c> for one; of a folder, all that lies below it.</summary>
public sealed class PathPattern
{
    private const int Longest = 4_095;

    private PathPattern(string text)
    {
        Text = text;
        Names = text is "/" ? [] : [.. text[1..].Split('/')];
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Its names, from the root on.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether it may stand for several paths, or for none.</summary>
    public bool HasWildcards => Text.AsSpan().ContainsAny('*', '?');

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    /// <returns>What to write instead, for people; <see langword="null"/> if there is nothing wrong with it.</returns>
    public static string? TryParse(string text, out PathPattern? pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        if (text.Length == 0 || text[0] != '/')
        {
            return "a path begins with `/`: programs are run from many places";
        }

        if (text.Length > Longest || text.Any(char.IsControl))
        {
            return $"a path has at most {Longest} characters, and none that cannot be seen";
        }

        if (text.Length > 1 && text[1..].Split('/').Any(name => name is "" or "." or ".."))
        {
            return "a path has no empty parts, no `.` and no `..`, and does not end with `/`";
        }

        pattern = new PathPattern(text);
        return null;
    }

    /// <summary>Whether a name of a file fits a part of a pattern. As in a shell, a name that begins with <c>.</c> has to be asked for.</summary>
    public static bool Fits(string part, string name)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(name);
        return part.AsSpan().ContainsAny('*', '?')
            ? name.StartsWith('.') == part.StartsWith('.') && FileSystemName.MatchesSimpleExpression(part.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: false)
            : part == name;
    }

    /// <summary>Whether some path of this pattern is <paramref name="place"/>, or lies above it.</summary>
    internal bool Reaches(PathPattern place) => Names.Length <= place.Names.Length && Names.Zip(place.Names, Fits).All(fits => fits);

    /// <summary>Whether all paths of this pattern lie below <paramref name="place"/>, which has no wildcards.</summary>
    internal bool LiesBelow(PathPattern place) => Names.Length > place.Names.Length && place.Names.Zip(Names, (above, name) => above == name).All(same => same);

    /// <summary>As it is written.</summary>
    public override string ToString() => Text;
}
