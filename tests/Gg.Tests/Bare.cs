using System.Diagnostics;

namespace Gg.Tests;

/// <summary>Runs programs that nothing confines, to compare with.</summary>
internal static class Bare
{
    internal static (int Code, string Output, string Errors) Run(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>What it prints; it has to end well.</summary>
    internal static string Say(string program, IEnumerable<string> arguments, string folder)
    {
        var (code, output, errors) = Run(program, arguments, folder);
        Assert.True(code == 0, errors);
        return output;
    }
}
