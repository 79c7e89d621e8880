using System.Diagnostics;
using System.Text.Json;

namespace Trapeze.Mutants.Copies;

/// <summary>What the build hands to the compiler for one project.</summary>
internal static class CompilerArguments
{
    /// <summary>Asks the build, which compiles nothing here.</summary>
    /// <exception cref="InvalidOperationException">The build does not say.</exception>
    internal static async Task<IReadOnlyList<string>> OfAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])
        [
            "build", "-c", "Release", "--no-restore", "-t:Compile", "-getItem:CscCommandLineArgs", "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false", "-p:NonExistentFile=none/none",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        using var build = Process.Start(start)!;
        var text = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException($"the build does not tell how it compiles {folder}:\n{text}");
        }

        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
