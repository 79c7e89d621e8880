using System.Collections.Immutable;
using Trapeze.Policy;
using Trapeze.Policy.Profiles;
using Trapeze.Sandbox.Rules;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Programs;

/// <summary>What the paths of a profile stand for at this moment.</summary>
/// <remarks>
/// Nothing that a run is given carries anything between labels: nothing of where the host keeps everybody's facets and runs, and nothing that shows what
/// others do, wherever links lead.
/// </remarks>
internal static class GrantedPaths
{
    private static readonly PathGrant[] Devices =
    [
        new("/dev/null", PathAccess.Read | PathAccess.Write), new("/dev/zero", PathAccess.Read | PathAccess.Write), new("/dev/random", PathAccess.Read), new("/dev/urandom", PathAccess.Read),
    ];

    /// <summary>What a run under <paramref name="profile"/> is given, its own folder aside; or why it is given nothing, for people.</summary>
    internal static (ImmutableArray<PathGrant> Grants, string? Problem) Of(SandboxProfile profile, ClosedPlaces closed)
    {
        try
        {
            var grants = Expand(profile.Executes, PathAccess.Execute).Concat(Expand(profile.Reads, PathAccess.Read)).ToImmutableArray();
            foreach (var grant in grants)
            {
                if (Problem(grant.Path, closed) is { } problem)
                {
                    return ([], problem);
                }
            }

            return ([.. Devices.Where(device => File.Exists(device.Path)), .. grants], null);
        }
        catch (IOException failure)
        {
            return ([], failure.Message);
        }
    }

    /// <summary>The profiles whose paths reach what no run is given.</summary>
    internal static IEnumerable<string> Check(FlowPolicy policy, ClosedPlaces closed) =>
        from profile in policy.Profiles.Values.OrderBy(profile => profile.Name, StringComparer.Ordinal)
        let problem = Of(profile, closed).Problem
        where problem is not null
        select $"profile `{profile.Name}` cannot be used: {problem}";

    private static string? Problem(string path, ClosedPlaces closed)
    {
        var final = FinalPath.Of(path);
        var leads = final == path ? $"`{path}`" : $"`{path}`, which leads to `{final}`,";
        return closed.ReachedBy(final) is { } reached ? $"{leads} reaches {reached}"
            : PathPattern.TryParse(final, out var place) is null && SharedPlaces.Reached(place!) is { } shared ? $"{leads} {shared.Problem}: {shared.Hint}"
            : null;
    }

    private static IEnumerable<PathGrant> Expand(ImmutableArray<PathPattern> patterns, PathAccess access) =>
        patterns.SelectMany(Expand).Select(path => new PathGrant(path, access));

    private static IEnumerable<string> Expand(PathPattern pattern)
    {
        if (!pattern.HasWildcards)
        {
            return [pattern.Text];
        }

        IEnumerable<string> paths = ["/"];
        foreach (var part in pattern.Names)
        {
            paths = [.. paths.SelectMany(path => part.AsSpan().ContainsAny('*', '?') ? Entries(path, part) : [Path.Combine(path, part)])];
        }

        return paths.Where(Path.Exists);
    }

    private static IEnumerable<string> Entries(string folder, string part)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Where(path => PathPattern.Fits(part, Path.GetFileName(path))).Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
