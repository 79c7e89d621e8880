using System.IO.Pipelines;
using System.Text;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>Input and output while a program runs.</summary>
[Collection(nameof(Sandbox))]
public sealed class StreamTests
{
    private static readonly byte[] Large = Enumerable.Range(0, 3_000_000).Select(at => (byte)(at * 7)).ToArray();

    [Fact]
    public async Task Streams_OfALargeInput_GiveAllOfItBack()
    {
        using var output = new MemoryStream();

        var result = await Sandbox.RunAsync(Cat(new MemoryStream(Large), output), Roomy);

        Assert.Equal((SandboxEnd.Exited, 0, 0), (result.End, result.ExitCode, result.Output.Length));
        Assert.Equal(Large, output.ToArray());
    }

    [Fact]
    public async Task Input_ByAStreamAlone_IsKept()
    {
        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/cat") { InputFrom = new MemoryStream(Large) }, Roomy);

        Assert.Equal(Large, result.Output.ToArray());
    }

    [Fact]
    public async Task Output_ComesWhileTheProgramRuns_AndInputGoesIn()
    {
        var (input, output) = (new Pipe(), new Pipe());
        var running = Sandbox.RunAsync(Cat(input.Reader.AsStream(), output.Writer.AsStream()), Roomy);

        foreach (var line in (string[])["first", "second"])
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(line));
            var read = await output.Reader.ReadAtLeastAsync(line.Length);
            Assert.Equal(line, Encoding.UTF8.GetString(read.Buffer));
            output.Reader.AdvanceTo(read.Buffer.End);
        }

        await input.Writer.CompleteAsync();
        Assert.Equal(0, (await running).ExitCode);
    }

    [Fact]
    public async Task Errors_HaveTheirOwnStream()
    {
        using var errors = new MemoryStream();

        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/sh") { Arguments = ["-c", "echo out; echo problem >&2"], ErrorsTo = errors }, Usual);

        Assert.Equal(("out\n", 0, "problem\n"), (Text(result.Output), result.Errors.Length, Encoding.UTF8.GetString(errors.ToArray())));
    }

    [Fact]
    public async Task Output_OfAStreamThatTakesNothing_HoldsTheProgramBack()
    {
        var taken = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        using var source = new CancellationTokenSource();
        var running = Sandbox.RunAsync(new SandboxCommand("/usr/bin/yes") { OutputTo = taken.Writer.AsStream() }, Roomy, source.Token);

        // One chunk is taken at a time: what the program printed besides is in its pipe, and it waits.
        var first = await taken.Reader.ReadAsync();
        Assert.InRange(first.Buffer.Length, 1, 64 * 1024);
        taken.Reader.AdvanceTo(first.Buffer.Start);
        await source.CancelAsync();

        Assert.Equal(SandboxEnd.Cancelled, (await running).End);
    }

    [Fact]
    public async Task Output_OfAStreamThatTakesNothing_DoesNotOutliveTheTime()
    {
        var result = await Sandbox.RunAsync(
            new SandboxCommand("/bin/echo") { Arguments = ["text"], OutputTo = new StuckStream() }, Usual with { Limits = new SandboxLimits { Wall = TimeSpan.FromMilliseconds(300) } });

        Assert.Equal(SandboxEnd.TooLong, result.End);
    }

    [Fact]
    public async Task Output_ByAStream_IsBounded()
    {
        using var output = new MemoryStream();

        var result = await Sandbox.RunAsync(new SandboxCommand("/usr/bin/yes") { OutputTo = output }, Usual with { Limits = new SandboxLimits { Output = 100_000 } });

        Assert.Equal(SandboxEnd.TooMuchOutput, result.End);
        Assert.InRange(output.Length, 0, 100_000);
    }

    [Fact]
    public async Task Stream_ThatThrows_EndsTheRun()
    {
        var closed = new MemoryStream();
        await closed.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Sandbox.RunAsync(new SandboxCommand("/usr/bin/yes") { OutputTo = closed }, Usual));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Sandbox.RunAsync(new SandboxCommand("/bin/sleep") { Arguments = ["1000"], InputFrom = closed }, Usual));
    }

    [Fact]
    public async Task Input_ThatNeverEnds_IsLeftWhenTheProgramEnds()
    {
        var result = await Sandbox.RunAsync(new SandboxCommand("/bin/sh") { Arguments = ["-c", "exit 3"], InputFrom = new StuckStream() }, Usual);
        var unread = await Sandbox.RunAsync(new SandboxCommand("/bin/sh") { Arguments = ["-c", "exit 4"], InputFrom = new MemoryStream(Large) }, Usual);

        Assert.Equal((3, 4), (result.ExitCode, unread.ExitCode));
    }

    [Fact]
    public async Task Cancelled_WithStreams_EndsTheTree()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var result = await Sandbox.RunAsync(
            new SandboxCommand("/bin/sh") { Arguments = ["-c", "sleep 1000 & cat"], InputFrom = new StuckStream(), OutputTo = new StuckStream() }, Usual, source.Token);

        Assert.Equal(SandboxEnd.Cancelled, result.End);
    }

    private static SandboxRules Roomy { get; } = Usual with { Limits = new SandboxLimits { Output = 1 << 30 } };

    private static SandboxCommand Cat(Stream input, Stream output) => new("/bin/cat") { InputFrom = input, OutputTo = output };
}
