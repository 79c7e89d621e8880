using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Views;

/// <summary>What a run is to see of the file system: what it is granted, and the folders and links on the way there.</summary>
internal sealed class ViewPlan
{
    internal const string Processes = "/proc";
    internal const string Temporary = "/tmp";

    private readonly ImmutableArray<Place> _places;

    /// <param name="places">What is granted.</param>
    /// <param name="hasTemporary">Whether there is a folder for temporary files.</param>
    /// <param name="start">Where the program begins.</param>
    internal ViewPlan(IEnumerable<Place> places, bool hasTemporary, string start = "/")
    {
        _places = [.. places.OrderBy(place => place.Path, StringComparer.Ordinal)];
        HasTemporary = hasTemporary;
        Mounts = MountsOf();
        Start = !HasEverything && !IsShown(start) && !Link.On(start).Any() && Directory.Exists(start) && Path.GetFullPath(start) == start ? start.TrimEnd('/') : "";
    }

    /// <summary>Where the program begins, if that is not granted: a folder in which nothing is. Empty, if nothing has to be made for it.</summary>
    internal string Start { get; }

    /// <summary>Whether everything is granted, and so nothing hidden.</summary>
    internal bool HasEverything => _places is [{ Path: "/" }, ..];

    /// <summary>Whether processes are shown: the run's own alone.</summary>
    internal bool HasProcesses => _places.Any(place => place.Path is "/" or Processes);

    /// <summary>Whether there is a folder for temporary files, of the run alone.</summary>
    internal bool HasTemporary { get; }

    /// <summary>What is shown, the outer before the inner.</summary>
    internal ImmutableArray<ViewMount> Mounts { get; }

    /// <summary>What distinguishes it from others.</summary>
    internal string Key => string.Join('\0', _places.Select(place => string.Create(
        CultureInfo.InvariantCulture, $"{place.Grant.Path}\0{place.Path}\0{place.Identity.Device}:{place.Identity.Number}:{(int)place.Grant.Access}")).Append(HasTemporary ? Temporary : "").Append(Start));

    /// <summary>What is within the folder for temporary files, and so has to be mounted there anew.</summary>
    internal IEnumerable<ViewMount> WithinTemporary => Mounts.Where(mount => HasTemporary && IsBelow(mount.Place.Path, Temporary));

    /// <summary>The links to make.</summary>
    internal IEnumerable<Link> Links => Link.OfRoot().Concat(_places.SelectMany(place => Link.On(place.Grant.Path))).DistinctBy(link => link.At, StringComparer.Ordinal)
        .Where(link => !IsShown(link.At));

    /// <summary>What is granted of exactly this path, or of everything.</summary>
    internal PathAccess AccessTo(string path) => _places.Where(place => place.Path == path || place.Path == "/").Aggregate(PathAccess.None, (access, place) => access | place.Grant.Access);

    private bool IsShown(string path) =>
        Mounts.Any(mount => Grants.Has([mount.Place.Path], path)) || (HasProcesses && Grants.Has([Processes], path)) || (HasTemporary && Grants.Has([Temporary], path));

    private static bool IsBelow(string path, string folder) => path.Length > folder.Length && Grants.Has([folder], path);

    private ImmutableArray<ViewMount> MountsOf()
    {
        if (HasEverything)
        {
            return [];
        }

        var mounts = new List<ViewMount>();
        foreach (var same in _places.GroupBy(place => place.Path, StringComparer.Ordinal))
        {
            var isReadOnly = !same.Any(place => place.Grant.Access.HasFlag(PathAccess.Write));
            var around = mounts.FindLastIndex(mount => IsBelow(same.Key, mount.Place.Path));
            var isShown = (HasProcesses && Grants.Has([Processes], same.Key)) || (HasTemporary && same.Key == Temporary);
            if (!isShown && (around < 0 || (mounts[around].IsReadOnly && !isReadOnly)))
            {
                mounts.Add(new ViewMount(same.First(), isReadOnly, around >= 0));
            }
        }

        return [.. mounts];
    }
}
