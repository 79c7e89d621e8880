namespace Trapeze.Policy.Profiles;

/// <summary>Places that show what others do at this moment, whatever their labels: no run is given them.</summary>
public static class SharedPlaces
{
    private const string Device = "every run has `/dev/null`, `/dev/zero`, `/dev/random` and `/dev/urandom`; no other device is given";
    private const string Live = "it shows what other processes do, whatever their labels";
    private const string Common = "others write there, whatever their labels: name the file or folder in it that is meant";

    private static readonly (PathPattern Place, bool AndBelow, string Hint)[] Places =
    [
        (Of("/proc"), true, Live), (Of("/sys"), true, Live), (Of("/run"), true, Live), (Of("/var/run"), true, Live), (Of("/dev"), true, Device),
        (Of("/tmp"), false, Common), (Of("/var/tmp"), false, Common),
    ];

    /// <summary>What is wrong with a path that reaches one of them, and what to do about it; <see langword="null"/> if it reaches none.</summary>
    public static (string Problem, string Hint)? Reached(PathPattern path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var (place, andBelow, hint) in Places)
        {
            if (path.Reaches(place) || (FitsAbove(path, place) && (andBelow || path.Names[place.Names.Length].AsSpan().ContainsAny('*', '?'))))
            {
                return (place.Text == path.Text ? "cannot be given" : $"reaches `{place}`, which cannot be given", hint);
            }
        }

        return null;
    }

    private static bool FitsAbove(PathPattern path, PathPattern place) => path.Names.Length > place.Names.Length && path.Names.Zip(place.Names, PathPattern.Fits).All(fits => fits);

    private static PathPattern Of(string text)
    {
        _ = PathPattern.TryParse(text, out var path);
        return path!;
    }
}
