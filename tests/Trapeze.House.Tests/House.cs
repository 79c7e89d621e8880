using System.Reflection;
using System.Runtime.CompilerServices;

namespace Trapeze.House.Tests;

/// <summary>The tree and the assemblies that the tests look at.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>The projects that ship, by name.</summary>
    public static IReadOnlyList<string> Shipping { get; } =
        [.. Directory.GetDirectories(Root, "Trapeze.*").Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static Assembly Load(string project) => Assembly.Load(project);

    /// <summary>The source files of a folder, build output left out, by path relative to the root.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
