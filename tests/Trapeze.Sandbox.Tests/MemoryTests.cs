using System.Globalization;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>A bound on the memory of all processes of a run together.</summary>
[Collection(nameof(Sandbox))]
public sealed class MemoryTests
{
    private const long Megabyte = 1 << 20;

    private static readonly SandboxRules Bounded = Usual with { Limits = new SandboxLimits { Memory = 150 * Megabyte } };

    [Theory]
    [InlineData("b = []\nwhile True: b.append(bytearray(b'x') * (1 << 20))")]
    [InlineData("import os\nfor i in range(5): os.fork()\nb = bytearray(b'x') * (20 << 20)\nimport time\ntime.sleep(1000)")]
    [InlineData("import mmap, time\nb = []\nwhile True:\n    m = mmap.mmap(-1, 1 << 20)\n    m.write(bytes([1]) * (1 << 20))\n    b.append(m)")]
    [InlineData("import threading\nb = []\ndef eat():\n    while True: b.append(bytearray(b'x') * (1 << 20))\nfor i in range(4): threading.Thread(target=eat).start()")]
    [InlineData("import ctypes, threading\nb = []\ndef eat():\n    while True: b.append(bytearray(b'x') * (1 << 20))\nthreading.Thread(target=eat).start()\nctypes.CDLL(None).syscall(60, 0)")]
    public async Task Run_WithTooMuchMemory_IsEndedAndSaysSo(string bomb)
    {
        var result = await PythonAsync(bomb, Bounded);

        Assert.Equal(SandboxEnd.TooMuchMemory, result.End);
    }

    [Fact]
    public async Task Run_WithLessMemory_IsLeftAlone()
    {
        var result = await PythonAsync("b = bytearray(b'x') * (60 << 20)\nimport time\ntime.sleep(0.2)\nprint('done')", Bounded);

        Assert.Equal((SandboxEnd.Exited, "done\n"), (result.End, Text(result.Output)));
    }

    [Fact]
    public async Task Memory_ThatProcessesShare_IsCountedOnce()
    {
        // Eight times 40 MB, were it counted for each.
        var result = await PythonAsync("import os, time\nb = bytearray(b'x') * (40 << 20)\nfor i in range(3): os.fork()\ntime.sleep(0.5)\nprint('done')", Bounded);

        Assert.Equal(SandboxEnd.Exited, result.End);
    }

    [Fact]
    public async Task Memory_WithoutAProcess_IsRefused()
    {
        var result = await PythonAsync("import os\nos.memfd_create('x')", Bounded);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(new SandboxViolation("memfd_create", Path: null), result.Violations);
    }

    [Fact]
    public async Task Input_OfTheRun_CannotBeMadeMemory()
    {
        var result = await RunAsync(
            new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", "f = open('/proc/self/fd/0', 'r+b', buffering=0)\nf.write(b'more than was given')"], Input = "given"u8.ToArray() },
            Usual.With("/proc", PathAccess.Read | PathAccess.Write));

        Assert.Equal((SandboxEnd.Exited, 1), (result.End, result.ExitCode));
        Assert.Contains("Permission denied", Text(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithTooMuchMemory_LeavesNoProcess()
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"trapeze-bomb-{Guid.NewGuid():N}");

        var result = await PythonAsync($"import os\nm = '{mark}'\nfor i in range(3): os.fork()\nb = []\nwhile True: b.append(bytearray(b'x') * (1 << 20))", Bounded);

        Assert.Equal(SandboxEnd.TooMuchMemory, result.End);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)), folder => CommandOf(folder).Contains(mark, StringComparison.Ordinal));
    }

    private static string CommandOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
