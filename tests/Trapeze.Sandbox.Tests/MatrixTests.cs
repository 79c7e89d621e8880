using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Trapeze.Sandbox.Tests.Victims;

namespace Trapeze.Sandbox.Tests;

/// <summary>The attempts again, by a process of its own: as other users, and confined by less than this machine has.</summary>
[Collection(nameof(Sandbox))]
public sealed partial class MatrixTests : IDisposable
{
    private const string Nobody = "65534";
    private const int Everybody = 0x1FF;
    private static readonly int FewestTests = Victim.Missing is null ? 230 : 120;

    private static readonly string[] Again = [nameof(AttemptTests), nameof(ViewTests), nameof(TemporaryFolderTests), nameof(VictimTests)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-matrix-");

    // As this process is, with all that there is, they run anyway.
    public static TheoryData<string, Rungs> Rows
    {
        get
        {
            var rows = new TheoryData<string, Rungs>();
            foreach (var rungs in (Rungs[])[Rungs.All, Rungs.Tracing, Rungs.Namespaces, Rungs.None])
            {
                if (Environment.IsPrivilegedProcess)
                {
                    rows.Add("nobody", rungs);
                }

                if (rungs != Rungs.All)
                {
                    rows.Add("this user", rungs);
                }
            }

            return rows;
        }
    }

    private string VictimsHere => Path.Combine(_folder.FullName, "victims");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [Trait("Needs", "its assembly's file")]
    [MemberData(nameof(Rows))]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Attempts_AsAUserAndWithLess_EndAsTheyHaveTo(string user, Rungs rungs)
    {
        // Where everybody may read it.
        await DoAsync("/bin/cp", "-rT", AppContext.BaseDirectory, _folder.FullName);
        if (Victim.Missing is null)
        {
            await DoAsync("/bin/cp", "-rT", Victim.Folder, VictimsHere);
        }

        await DoAsync("/bin/chmod", "-R", "a+rX", _folder.FullName);
        _folder.CreateSubdirectory("home");
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "home"), (UnixFileMode)Everybody);
        var (code, output) = await RunAsync(user, rungs);

        var passed = Passed().Match(output);
        Assert.True(code == 0 && passed.Success && int.Parse(passed.Groups["count"].Value, CultureInfo.InvariantCulture) >= FewestTests, output);
    }

    private static async Task DoAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<(int Code, string Output)> RunAsync(string user, Rungs rungs)
    {
        var tests = Path.Combine(_folder.FullName, Path.GetFileName(typeof(MatrixTests).Assembly.Location));
        var filter = string.Join('|', Again.Select(name => $"FullyQualifiedName~{name}"));
        string[] command = [Environment.ProcessPath!, "vstest", tests, $"--TestCaseFilter:{filter}"];
        string[] change = user == "nobody" ? ["/usr/bin/setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--"] : ["/usr/bin/env"];
        var start = new ProcessStartInfo(change[0], [.. change[1..], .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("VSTEST", StringComparison.Ordinal) || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment[Confined.RungsVariable] = $"{rungs}";
        start.Environment[Victim.FolderVariable] = VictimsHere;
        start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"Passed: +(?<count>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Passed();
}
