using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Tracing.X64;

namespace Trapeze.Sandbox.Tracing;

/// <summary>The paths that a run asks for, and what for. For people: nothing is decided by it.</summary>
/// <remarks>Invariant: used under its tracer's lock.</remarks>
internal sealed class Observation
{
    private const int Most = 50_000;
    private const int MostLinks = 40;
    private const string Processes = "/proc";

    // O_WRONLY, O_RDWR, O_TRUNC.
    private const ulong ToChange = 0x203;

    private readonly Dictionary<string, PathAccess> _asked = new(StringComparer.Ordinal);

    /// <summary>What was asked for and is there; <see cref="PathAccess.None"/> for what was only asked after. With the links that the paths lead over.</summary>
    internal ImmutableArray<PathGrant> Asked
    {
        get
        {
            foreach (var path in _asked.Keys.ToList())
            {
                AddLinks(path);
            }

            return [.. _asked.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new PathGrant(each.Key, each.Value))];
        }
    }

    /// <summary>Takes up a call that names paths.</summary>
    internal void Take(int process, int number, ReadOnlySpan<ulong> arguments)
    {
        if (number is Call.Open or Call.OpenAt)
        {
            var (folder, at) = number == Call.Open ? (PathCalls.NoFolder, 0) : (0, 1);
            var flags = arguments[OpenCalls.FlagsOf(number)];
            var path = PathOf(process, folder < 0 ? Opening.CurrentFolder : (int)arguments[folder], arguments[at]);
            Add(path, (flags & OpenCalls.ToMake) != 0 && !IsThere(path) ? PathUse.Place : (flags & (OpenCalls.ToMake | ToChange)) != 0 ? PathUse.Write : PathUse.Read);
            return;
        }

        foreach (var argument in PathCalls.Of(number))
        {
            Add(PathOf(process, argument.Folder < 0 ? Opening.CurrentFolder : (int)arguments[argument.Folder], arguments[argument.Path]), argument.Use);
        }
    }

    /// <summary>Takes up what a process has become.</summary>
    internal void Executed(string image) => Add(image, PathUse.Execute);

    /// <summary>The whole of a path that a process names; <see langword="null"/> if it names none.</summary>
    internal static string? PathOf(int process, int folder, ulong address)
    {
        if (TracedMemory.PathAt(process, address) is not { Length: > 0 } path)
        {
            return null;
        }

        if (path[0] == '/')
        {
            return Path.GetFullPath(path);
        }

        // A pipe and its kind are nowhere, and nothing is below them.
        var from = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{(folder == Opening.CurrentFolder ? "cwd" : $"fd/{folder}")}");
        return RealPath.Link(from) is ['/', ..] whole ? Path.GetFullPath($"{whole}/{path}") : null;
    }

    private void Add(string? path, PathUse use)
    {
        if (path is null || _asked.Count >= Most)
        {
            return;
        }

        var (place, access) = use switch
        {
            PathUse.Look => (path, PathAccess.None),
            PathUse.Read => (path, PathAccess.Read),
            PathUse.Execute => (path, PathAccess.Execute),
            PathUse.Write => (path, PathAccess.Read | PathAccess.Write),
            _ => (Path.GetDirectoryName(path) ?? path, PathAccess.Read | PathAccess.Write),
        };

        // What is of one process now is of none next time.
        place = place.StartsWith(Processes + "/", StringComparison.Ordinal) ? Processes : place;
        if (IsThere(place))
        {
            _asked[place] = _asked.GetValueOrDefault(place) | access;
        }
    }

    private void AddLinks(string path)
    {
        for (var links = 0; links < MostLinks && FirstLink(path) is var (link, target); links++)
        {
            if (link.LastIndexOf('/') > 0)
            {
                _asked[link] = _asked.GetValueOrDefault(link) | PathAccess.Read;
            }

            path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, target) + path[link.Length..]);
        }
    }

    private static (string Path, string Target)? FirstLink(string path)
    {
        for (var end = path.IndexOf('/', 1); ; end = path.IndexOf('/', end + 1))
        {
            var part = end < 0 ? path : path[..end];
            if (new FileInfo(part).LinkTarget is { } target)
            {
                return (part, target);
            }

            if (end < 0)
            {
                return null;
            }
        }
    }

    private static bool IsThere(string? path) => path is not null && (File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null);
}
