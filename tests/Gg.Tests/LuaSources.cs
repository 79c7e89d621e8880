using System.Runtime.CompilerServices;

namespace Gg.Tests;

/// <summary>Lua's sources, fetched once by the sample's own script; or why they cannot be had.</summary>
internal static class LuaSources
{
    private static readonly Lazy<(string? Folder, string? Problem)> Fetched = new(() =>
    {
        var (code, output, errors) = Bare.Run(Path.Combine(Root(), "samples", "Gg", "lua.sh"), [], Path.GetTempPath());
        return code == 0 ? (output.Trim(), null) : (null, errors.Trim());
    });

    internal static string Folder => Fetched.Value.Folder!;

    internal static string? Problem => Fetched.Value.Problem;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
