using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>A bound on what all processes of a run write together.</summary>
[Collection(nameof(Sandbox))]
public sealed class WrittenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-written-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("while True: open('fill', 'ab').write(bytes(1 << 20))", true)]
    [InlineData("import os\ni = 0\nwhile True:\n    i += 1\n    open(f'f{i % 50}', 'wb').write(bytes(1 << 20))", true)]
    [InlineData("import mmap\ni = 0\nwhile True:\n    i += 1\n    f = open(f'm{i % 50}', 'w+b'); f.truncate(1 << 20); m = mmap.mmap(f.fileno(), 1 << 20); m.write(bytes([i % 256]) * (1 << 20)); m.close(); f.close()", false)]
    [InlineData("import os\nfor i in range(400):\n    if os.fork() == 0:\n        open(f'f{i}', 'wb').write(bytes(1 << 20)); os._exit(0)\n    os.wait()\nimport time\ntime.sleep(1000)", true)]
    public async Task Run_ThatWritesTooMuch_IsEndedAndSaysSo(string fill, bool isAlways)
    {
        if (!isAlways && IsInMemory())
        {
            return;
        }

        var result = await Sandbox.RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", fill], WorkingFolder = _folder.FullName }, Rules(50 << 20));

        Assert.Equal(SandboxEnd.TooMuchWritten, result.End);
    }

    [Fact]
    public async Task Run_ThatWritesLess_IsLeftAlone()
    {
        var result = await ShAsync($"dd if=/dev/zero of={_folder.FullName}/file bs=1M count=20 2>&1 && sleep 0.2", Rules(50 << 20).With("/dev/zero", PathAccess.Read));

        Assert.Equal((SandboxEnd.Exited, 0), (result.End, result.ExitCode));
    }

    [Fact]
    public async Task Room_ThatIsNotWritten_CannotBeTaken()
    {
        var result = await PythonAsync(
            $"import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nf = os.open('{_folder.FullName}/file', os.O_CREAT | os.O_WRONLY)\nprint(libc.fallocate(f, 0, ctypes.c_long(0), ctypes.c_long(1 << 29)), ctypes.get_errno())", Rules(50 << 20));

        Assert.Equal("-1 95\n", Text(result.Output));
    }

    private bool IsInMemory() => new DriveInfo(_folder.FullName).DriveFormat == "tmpfs";

    private SandboxRules Rules(long written) => (Usual with { Limits = new SandboxLimits { Written = written } }).With(_folder.FullName, PathAccess.Read | PathAccess.Write);
}
