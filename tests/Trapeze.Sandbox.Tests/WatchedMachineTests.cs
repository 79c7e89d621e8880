using System.Diagnostics;
using System.Text;

namespace Trapeze.Sandbox.Tests;

/// <summary>Machines that are watched: a filter above this process refuses calls, ends whoever makes them, or lets them wait for ever.</summary>
[Collection(nameof(Sandbox))]
public sealed class WatchedMachineTests
{
    // Puts the filter on, and becomes the program. Calls: ptrace and unshare, by what is asked for.
    private const string Filter =
        """
        import ctypes, os, struct, sys
        verdict, *calls = [int(each) for each in sys.argv[1].split(',')]
        code = struct.pack('HBBI', 0x20, 0, 0, 0)
        for call in calls:
            code += struct.pack('HBBI', 0x15, 0, 1, call) + struct.pack('HBBI', 6, 0, 0, verdict)
        code += struct.pack('HBBI', 6, 0, 0, 0x7fff0000)
        buffer = ctypes.create_string_buffer(code)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(38, 1, 0, 0, 0)
        assert libc.prctl(22, 2, struct.pack('HxxxxxxQ', len(code) // 8, ctypes.addressof(buffer))) == 0, ctypes.get_errno()
        os.execv(sys.argv[2], sys.argv[2:])
        """;

    private const int Ptrace = 101;
    private const int Unshare = 272;
    private const int CreateRuleset = 444;
    private const uint Refuse = 0x0005_0001;
    private const uint Kill = 0x8000_0000;

    [Theory]
    [InlineData(Refuse, "the operation is not permitted (EPERM)")]
    [InlineData(Kill, "whoever asks is killed")]
    public async Task Machine_WithoutTracing_IsToldApartAndRunsWithoutIt(uint verdict, string detail)
    {
        var told = await TellAsync(verdict, Ptrace);

        Assert.Contains("no  Tracing: ", told, StringComparison.Ordinal);
        Assert.Contains(detail, told, StringComparison.Ordinal);
        Assert.Contains("default: NotStarted no Tracing on this machine", told, StringComparison.Ordinal);
        Assert.Contains("without tracing: Exited 3", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Refuse)]
    [InlineData(Kill)]
    public async Task Machine_WithoutNamespaces_RunsWithoutThem(uint verdict)
    {
        var told = await TellAsync(verdict, Unshare);

        Assert.Contains("no  MountNamespace: ", told, StringComparison.Ordinal);
        Assert.Contains("default: Exited 3", told, StringComparison.Ordinal);
        Assert.Contains("level: Traced", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Refuse)]
    [InlineData(Kill)]
    public async Task Machine_WithoutLandlock_RunsNothing(uint verdict)
    {
        var told = await TellAsync(verdict, CreateRuleset);

        Assert.Contains("default: NotStarted no Landlock on this machine", told, StringComparison.Ordinal);
        Assert.Contains("without tracing: NotStarted no Landlock on this machine", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_WithNothing_SaysSo()
    {
        var told = await TellAsync(Kill, Ptrace, Unshare);

        Assert.Contains("default: NotStarted no Tracing on this machine", told, StringComparison.Ordinal);
        Assert.Contains("without tracing: Exited 3", told, StringComparison.Ordinal);
    }

    private static async Task<string> TellAsync(uint verdict, params int[] calls)
    {
        var teller = Path.Combine(AppContext.BaseDirectory, "Trapeze.Sandbox.Teller.dll");
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Filter, $"{verdict},{string.Join(',', calls)}", Environment.ProcessPath!, "exec", teller])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new StringBuilder(await output).Append(await errors).ToString();
    }
}
