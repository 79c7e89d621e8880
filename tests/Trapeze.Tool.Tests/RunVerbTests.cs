using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Trapeze.Tool.Running;
using Trapeze.Tool.Verbs;

namespace Trapeze.Tool.Tests;

public sealed class RunVerbTests : IDisposable
{
    private static readonly string[] Usual = ["--exec", "/usr/bin", "--read", "/usr/lib", "--env", "PATH=/usr/bin"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-run-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_Program_IsGivenInputAndGivesOutputs()
    {
        var (code, output, errors) = await RunAsync("hello", [.. Usual, "--", "/usr/bin/sh", "-c", "cat; echo problem >&2; pwd; exit 7"]);

        Assert.Equal((7, $"hello{_folder.FullName}\n", "problem\n"), (code, output, errors));
    }

    [Theory]
    [InlineData(0, "true")]
    [InlineData(143, "kill -TERM $$")]
    [InlineData(137, "kill -KILL $$")]
    public async Task Run_Program_GivesItsCode(int code, string script) => Assert.Equal(code, (await RunAsync("", [.. Usual, "--", "sh", "-c", script])).Code);

    [Fact]
    public async Task Run_NameWithoutAFolder_IsFoundInThePath()
    {
        var (code, output, _) = await RunAsync("", ["--read", "/usr/lib", "--", "echo", "a", "--read", "b"]);

        Assert.Equal((0, "a --read b\n"), (code, output));
        Assert.Equal((125, "", "trapeze: there is no program no-such-program in the folders of PATH\n"), await RunAsync("", ["--", "no-such-program"]));
    }

    [Fact]
    public async Task Run_Grants_AreAsTyped()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "in"), "there");
        var (refused, _, _) = await RunAsync("", [.. Usual, "--", "sh", "-c", $"cat {_folder.FullName}/in"]);
        var (read, output, _) = await RunAsync("", [.. Usual, "--read", _folder.FullName, "--", "sh", "-c", $"cat {_folder.FullName}/in; echo x > {_folder.FullName}/out"]);
        var (written, _, _) = await RunAsync("", [.. Usual, "--write", _folder.FullName, "--", "sh", "-c", "echo x > out; cat out > /dev/null"]);

        Assert.Equal((1, 2, 0), (refused, read, written));
        Assert.Equal(("there", "x\n"), (output, await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "out"))));
    }

    [Fact]
    public async Task Run_Environment_IsWhatWasTyped()
    {
        var (_, output, _) = await RunAsync("", [.. Usual, "--env", "A=b=c", "--env", "OWN", "--env", "NOT_THERE", "--", "env"]);

        Assert.Equal(["A=b=c", "OWN=of the caller", "PATH=/usr/bin"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--wall", "200ms", "sleep 1000", "it took longer than --wall allows")]
    [InlineData("--processes", "3", "sleep 1000 & sleep 1000 & sleep 1000 & sleep 1000", "it made more processes than --processes allows")]
    [InlineData("--output", "10KB", "yes", "it printed more than --output allows")]
    [InlineData("--written", "100KB", "head -c 300000 /dev/zero > /dev/null; sleep 1000", "it wrote more than --written allows")]
    public async Task Run_BeyondALimit_IsEndedAndSaysWhich(string limit, string most, string script, string why)
    {
        var (code, _, errors) = await RunAsync("", [.. Usual, limit, most, "--", "sh", "-c", script]);

        Assert.Equal((137, $"trapeze: the program was ended: {why}\n"), (code, errors));
    }

    [Fact]
    public async Task Run_Trace_SaysWhatWasRefused()
    {
        var (_, _, errors) = await RunAsync("", [.. Usual, "--trace", "--", "sh", "-c", "echo x > /etc/passwd"]);

        Assert.Contains("trapeze: refused: openat /etc/passwd\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Trace_SaysWhichReadsWereRefused()
    {
        string[] command = ["--", "sh", "-c", "cat /no/such/file 2>/dev/null; cat /etc/no-such-file 2>/dev/null"];

        var (_, _, traced) = await RunAsync("", [.. Usual, "--trace", .. command]);
        var (_, _, untraced) = await RunAsync("", [.. Usual, .. command]);

        Assert.Equal(("trapeze: refused: openat /no/such/file\n", ""), (traced, untraced));
    }

    [Fact]
    public async Task Run_Json_HasTheWholeResult()
    {
        var (code, output, errors) = await RunAsync("", [.. Usual, "--json", "-", "--", "sh", "-c", @"echo out; printf '\377' >&2; echo x > /etc/passwd; exit 3"]);

        using var json = JsonDocument.Parse(output);
        var result = json.RootElement;
        Assert.Equal((3, ""), (code, errors));
        Assert.Equal(("Exited", 3, JsonValueKind.Null, "out\n"), (
            result.GetProperty("end").GetString(), result.GetProperty("exitCode").GetInt32(), result.GetProperty("signal").ValueKind, result.GetProperty("output").GetString()));
        Assert.Equal(0xff, result.GetProperty("errorsBase64").GetBytesFromBase64()[0]);
        Assert.Contains(result.GetProperty("violations").EnumerateArray(), each => each.GetProperty("path").GetString() is "/etc/passwd");
        Assert.True(result.GetProperty("mostMemoryBytes").GetInt64() > 0);
        Assert.Equal(Sandbox.Sandbox.Probe().Highest.ToString(), result.GetProperty("level").GetString());
    }

    [Fact]
    public async Task Run_JsonIntoAFile_LeavesTheOutputsAsTheyAre()
    {
        var (code, output, _) = await RunAsync("", [.. Usual, "--json", "result.json", "--", "sh", "-c", "echo out; kill -TERM $$"]);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "result.json")));
        Assert.Equal((143, "out\n"), (code, output));
        Assert.Equal(("Signaled", 15, false), (json.RootElement.GetProperty("end").GetString(), json.RootElement.GetProperty("signal").GetInt32(), json.RootElement.TryGetProperty("output", out _)));
    }

    // A compiler's own programs, its headers, links on the way, files that come and go.
    [Fact]
    public async Task Run_Learn_ProposesWhatSufficesForTheSameRun()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "main.c"), "#include <stdio.h>\nint main(void) { puts(\"built\"); return 0; }\n");
        string[] compile = ["--env", "PATH=/usr/bin", "--env", $"TMPDIR={_folder.FullName}", "--", "cc", "-c", "main.c"];

        var (code, _, errors) = await RunAsync("", ["--learn", .. compile]);

        var options = errors.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).SelectMany(line => line.Trim().Split(' ', 2)).ToList();
        Assert.Equal((0, "trapeze: it asked for what these options give; grant what it should have, and no more:"), (code, errors.Split('\n')[0]));
        Assert.Contains(_folder.FullName, options);
        Assert.DoesNotContain("/", options);
        File.Delete(Path.Combine(_folder.FullName, "main.o"));
        Assert.Equal((0, "", ""), await RunAsync("", [.. options, .. compile]));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "main.o")));
    }

    [Fact]
    public async Task Run_Learn_ProposesNothingThatWasNotAskedFor()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "in a file"), "there");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "other"), "not asked for");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "out"), "");
        var cat = $"cat '{_folder.FullName}/in a file' > {_folder.FullName}/out; cat /no/such/file 2>/dev/null";

        var (_, _, errors) = await RunAsync("", ["--learn", "--env", "PATH=/usr/bin", "--", "bash", "-c", cat]);

        var options = errors.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        Assert.Contains("--exec /usr/bin/cat", options);
        Assert.Contains($"--read '{_folder.FullName}/in a file'", options);
        Assert.Contains($"--write {_folder.FullName}/out", options);
        Assert.DoesNotContain(options, option => option.Contains("other", StringComparison.Ordinal) || option.EndsWith(_folder.FullName, StringComparison.Ordinal) || option.Contains("/dev/null", StringComparison.Ordinal) || option.Contains("/no/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("write `--` and the program behind the options")]
    [InlineData("`--` is followed by the program", "--")]
    [InlineData("write `--` in front of the program: `run -- true`", "true")]
    [InlineData("`run` has no option --raed", "--raed", "/usr", "--", "true")]
    [InlineData("--read takes a value", "--read")]
    [InlineData("--write takes a path, not ``", "--write", "", "--", "true")]
    [InlineData("--env takes NAME or NAME=VALUE, not `1=2`", "--env", "1=2", "--", "true")]
    [InlineData("--net takes none or loopback:PORT, not `localhost:80`", "--net", "localhost:80", "--", "true")]
    [InlineData("--net takes none or loopback:PORT, not `loopback:70000`", "--net", "loopback:70000", "--", "true")]
    [InlineData("--wall takes a time, such as 10s, at most 24h, not `10`", "--wall", "10", "--", "true")]
    [InlineData("--cpu takes whole seconds, such as 5s, not `500ms`", "--cpu", "500ms", "--", "true")]
    [InlineData("--memory takes a size, such as 256MB, not `256`", "--memory", "256", "--", "true")]
    [InlineData("--processes takes a number, such as 16, not `0`", "--processes", "0", "--", "true")]
    [InlineData("--output takes at most 2GB, not `3GB`", "--output", "3GB", "--", "true")]
    [InlineData("the program could not be started: /no/such/folder: there is no such file (ENOENT)", "--read", "/no/such/folder", "--", "true")]
    public async Task Run_WhatCannotBe_SaysWhyAndGives125(string why, params string[] arguments) =>
        Assert.Equal((125, "", $"trapeze: {why}\n"), await RunAsync("", arguments));

    [Fact]
    public async Task Run_ProgramThatPutsALinkWhereTheReportGoes_ReportsToNoOtherFile()
    {
        var other = Path.Combine(_folder.FullName, "other");
        await File.WriteAllTextAsync(other, "mine");

        var (code, _, _) = await RunAsync("", [.. Usual, "--write", _folder.FullName, "--json", "result.json", "--", "sh", "-c", "rm result.json; ln -s other result.json"]);

        Assert.Equal((0, "mine"), (code, await File.ReadAllTextAsync(other)));
    }

    [Fact]
    public async Task Run_AsACommand_HandsOnInputOutputAndCode()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(RunVerb).Assembly.Location, "run", .. Usual, "--", "sh", "-c", "cat; exit 9"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync("handed on");
        process.StandardInput.Close();

        Assert.Equal("handed on", await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(9, process.ExitCode);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string input, string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        var around = new Surroundings(
            new MemoryStream(Encoding.UTF8.GetBytes(input)),
            output,
            errors,
            _folder.FullName,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/nowhere:/usr/bin:/bin", ["OWN"] = "of the caller" });
        var code = await RunVerb.RunAsync(arguments, around, CancellationToken.None);
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(errors.ToArray()));
    }
}
