using System.Diagnostics;
using System.Globalization;
using System.Text;
using Trapeze.Evidence.Sandboxes.Victims;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>A program opens names while another of its threads makes them lead outside: the kernel decides by the file, so that no moment is the right one.</summary>
public static class PathRace
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Runs it confined.</summary>
    /// <param name="tries">How many names are opened.</param>
    public static async Task<PathRaceTally> RunAsync(long tries)
    {
        using var scene = new Scene();
        var command = Confinement.Command("race", "race", scene.Given, scene.Outside, Text(tries));
        var result = await Sandbox.Sandbox.RunAsync(command, Confinement.Rules(new SandboxLimits { Wall = Longest }, scene.Given));
        return PathRaceTally.Parse(Encoding.UTF8.GetString(result.Output.Span), scene.IsUnchanged) ?? throw new InvalidOperationException($"the race did not end well: {result.End}, {result.ExitCode}, {result.Problem}");
    }

    /// <summary>Runs the same program as any other, which shows that there are moments.</summary>
    public static async Task<PathRaceTally> RunBareAsync(long tries)
    {
        using var scene = new Scene();
        using var process = Process.Start(new ProcessStartInfo(Victim.Of("race"), [scene.Given, scene.Outside, Text(tries)]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return PathRaceTally.Parse(output, scene.IsUnchanged) ?? throw new InvalidOperationException($"the race did not end well: {process.ExitCode}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Scene : IDisposable
    {
        private const string Secret = "a secret";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-race-");

        public Scene()
        {
            (Given, Outside) = (_folder.CreateSubdirectory("given").FullName, _folder.CreateSubdirectory("outside").FullName);
            File.WriteAllText(Path.Combine(Given, "file"), "given");
            File.WriteAllText(Path.Combine(Outside, "file"), Secret);
        }

        public string Given { get; }

        public string Outside { get; }

        public bool IsUnchanged => Directory.GetFileSystemEntries(Outside) is [var file] && File.ReadAllText(file) == Secret;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
