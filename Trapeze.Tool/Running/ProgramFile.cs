namespace Trapeze.Tool.Running;

/// <summary>Finds a program as a shell does: a name with a <c>/</c> is a path, and any other is looked for in <c>PATH</c>.</summary>
internal static class ProgramFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="CommandException">It is nowhere.</exception>
    internal static string Find(string name, Surroundings around)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Path.GetFullPath(name, around.Folder);
        }

        return (around.Variables["PATH"] as string ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(Path.GetFullPath(folder, around.Folder), name)).FirstOrDefault(IsExecutable)
            ?? throw new CommandException($"there is no program {name} in the folders of PATH");
    }

    private static bool IsExecutable(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
