namespace Trapeze.Shim.Files;

/// <summary>Where paths lead to.</summary>
internal static class FinalPath
{
    private const int MostLinks = 40;

    /// <summary>The path without links; what is not there is taken as it is written.</summary>
    /// <exception cref="IOException">Its links lead in a circle.</exception>
    internal static string Of(string path)
    {
        var links = 0;
        var left = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var done = "/";
        while (left.TryPop(out var part))
        {
            if (part is "..")
            {
                done = Path.GetDirectoryName(done) ?? "/";
                continue;
            }

            var here = Path.Combine(done, part);
            if (new FileInfo(here).LinkTarget is not { } target)
            {
                done = here;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"the links of {path} lead in a circle");
            }

            done = target.StartsWith('/') ? "/" : done;
            foreach (var next in Parts(target).Reverse())
            {
                left.Push(next);
            }
        }

        return done;
    }

    /// <summary>Whether one of two paths without links is the other, or lies below it.</summary>
    internal static bool Overlap(string one, string other) => IsAtOrBelow(one, other) || IsAtOrBelow(other, one);

    private static bool IsAtOrBelow(string path, string folder) => path == folder || folder == "/" || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part is not ("" or "."));
}
