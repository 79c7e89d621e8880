using System.Runtime.CompilerServices;

namespace Trapeze.Sandbox.Tests.Victims;

/// <summary>The programs beside this file, as the build has compiled them.</summary>
internal static class Victim
{
    /// <summary>Says where they are, if not there.</summary>
    internal const string FolderVariable = "TRAPEZE_VICTIMS";

    /// <summary>Where they are.</summary>
    internal static string Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable) ?? FindFolder();

    /// <summary>Why there are none; <see langword="null"/> if there are.</summary>
    internal static string? Missing { get; } = File.Exists(Of("who")) ? null : "there was no C compiler when this was built";

    /// <summary>The compiled file.</summary>
    internal static string Of(string name) => Path.Combine(Folder, name);

    private static string FindFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "obj", "victims"));
}
