using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trapeze.LocalServers;

/// <summary>Where DynamoDB Local lies on this machine, as <c>tests/dynamodb-local.sh</c> says.</summary>
public static class DynamoDbLocalFolder
{
    private static readonly Lazy<(string? Path, string Missing)> Installed = new(() => Ask("--installed"));

    /// <summary>Why it cannot be started here; <see langword="null"/> if it can. Nothing is fetched.</summary>
    public static string? Missing => Installed.Value.Path is null ? Installed.Value.Missing : null;

    /// <summary>The folder; DynamoDB Local is fetched if it is not there.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had.</exception>
    public static string Get() =>
        Installed.Value.Path ?? (Ask() is { Path: { } path } ? path : throw new InvalidOperationException(Ask().Missing));

    private static (string? Path, string Missing) Ask(params string[] arguments)
    {
        var script = Path.Combine(Tests(), "dynamodb-local.sh");
        try
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", [script, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = bash.StandardError.ReadToEndAsync();
            var path = bash.StandardOutput.ReadToEnd().Trim();
            bash.WaitForExit();
            return bash.ExitCode == 0 ? (path, "") : (null, said.GetAwaiter().GetResult().Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "DynamoDB Local: no bash to start it with");
        }
    }

    private static string Tests([CallerFilePath] string here = "") => Path.GetDirectoryName(Path.GetDirectoryName(here))!;
}
