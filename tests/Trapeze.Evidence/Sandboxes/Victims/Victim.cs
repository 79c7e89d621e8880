using System.Runtime.CompilerServices;

namespace Trapeze.Evidence.Sandboxes.Victims;

/// <summary>The programs in C beside this file, as the build has compiled them.</summary>
public static class Victim
{
    /// <summary>Where they are.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>Why there are none; <see langword="null"/> if there are.</summary>
    public static string? Missing { get; } = File.Exists(Of("race")) ? null : "there was no C compiler when this was built";

    /// <summary>The compiled file.</summary>
    public static string Of(string name) => Path.Combine(Folder, name);

    private static string FindFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "obj", "victims"));
}
