using Trapeze.Sandbox;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Tool.Running;

/// <summary>The least options with which a program could do what it did in a run whose paths were listed.</summary>
internal static class Proposal
{
    private const int MostOfAFolder = 8;
    private const string System = "/usr";

    /// <summary>The options, a line each.</summary>
    /// <param name="result">What became of the run.</param>
    /// <param name="program">The program, which may be executed in any case.</param>
    /// <param name="always">What every run is given.</param>
    internal static IEnumerable<string> Of(SandboxResult result, string program, IEnumerable<string> always)
    {
        var given = always.ToHashSet(StringComparer.Ordinal);
        var written = Tops(result.Asked.Where(asked => asked.Access.HasFlag(PathAccess.Write) && !given.Contains(asked.Path)).Select(asked => asked.Path));
        var executed = result.Asked.Where(asked => asked.Access.HasFlag(PathAccess.Execute)).Select(asked => asked.Path).ToList();
        given.UnionWith(executed.Append(program));

        // What lies above what is granted is there by that; a folder that was only asked after needs no grant.
        var read = result.Asked.Where(asked => asked.Access.HasFlag(PathAccess.Read) || !Directory.Exists(asked.Path)).Select(asked => asked.Path)
            .Where(path => !given.Contains(path) && !written.Exists(folder => IsBelow(path, folder)));
        return
        [
            .. executed.Where(path => path != program).Select(path => $"--exec {Quoted(path)}"),
            .. Tops(Gathered(read)).Select(path => $"--read {Quoted(path)}"),
            .. written.Select(path => $"--write {Quoted(path)}"),
        ];
    }

    // Of the system's own folders, where many files of one are read, all: nobody's secrets lie there.
    private static IEnumerable<string> Gathered(IEnumerable<string> paths) => paths
        .GroupBy(path => Path.GetDirectoryName(path) ?? path, StringComparer.Ordinal)
        .SelectMany(folder => IsBelow(folder.Key, System) && folder.Count() > MostOfAFolder ? [folder.Key] : folder.AsEnumerable());

    // Those that lie below none of the others.
    private static List<string> Tops(IEnumerable<string> paths)
    {
        var tops = new List<string>();
        foreach (var path in paths.Distinct(StringComparer.Ordinal).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal))
        {
            if (!tops.Exists(top => IsBelow(path, top)))
            {
                tops.Add(path);
            }
        }

        tops.Sort(StringComparer.Ordinal);
        return tops;
    }

    private static bool IsBelow(string path, string folder) => path == folder || folder == "/" || path.StartsWith(folder + "/", StringComparison.Ordinal);

    // As a shell takes it.
    private static string Quoted(string path) =>
        path.All(each => char.IsAsciiLetterOrDigit(each) || "/._-+,:@%=".Contains(each, StringComparison.Ordinal)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
