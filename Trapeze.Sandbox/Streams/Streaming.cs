using Trapeze.Sandbox.Printing;
using Trapeze.Sandbox.Results;

namespace Trapeze.Sandbox.Streams;

/// <summary>What goes in and out of one run, each by its stream if it has one, and kept otherwise.</summary>
/// <param name="command">Has the streams.</param>
/// <param name="pump">Tells when there is something to do.</param>
/// <param name="most">How many bytes may be printed.</param>
/// <param name="end">Ends the run.</param>
internal sealed class Streaming(SandboxCommand command, Pump pump, int most, Action<SandboxEnd> end) : IDisposable
{
    private readonly Printed _printed = new(most, () => end(SandboxEnd.TooMuchOutput));
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _givenUp = new();

    private Task _input = Task.CompletedTask;
    private Task _outputs = Task.CompletedTask;

    /// <summary>Ends when all that is kept of what was printed has been read; at once, if there is a stream that somebody else reads.</summary>
    internal Task Kept => command.OutputTo is null && command.ErrorsTo is null ? _outputs : Task.CompletedTask;

    internal byte[] Output => _printed.Output;

    internal byte[] Errors => _printed.Errors;

    /// <summary>Begins, with this end of each pipe.</summary>
    internal void Begin(int? input, int output, int errors)
    {
        _input = input is { } pipe ? WatchAsync(new InputRelay(pump).RelayAsync(command.InputFrom!, pipe, _over.Token), _over.Token) : Task.CompletedTask;
        _outputs = Task.WhenAll(BeginOutput(output, command.OutputTo, isError: false), BeginOutput(errors, command.ErrorsTo, isError: true));
    }

    /// <summary>Ends the run, and waits for no stream any more.</summary>
    internal void End(SandboxEnd why)
    {
        end(why);
        _givenUp.Cancel();
    }

    /// <summary>Waits until everything that was printed has been taken, when nobody prints any more.</summary>
    /// <param name="isForced">Whether the run was ended: then no stream is waited for.</param>
    /// <exception cref="Exception">A stream has thrown it.</exception>
    internal async Task EndAsync(bool isForced)
    {
        await _over.CancelAsync();
        if (isForced)
        {
            await _givenUp.CancelAsync();
        }

        await Elsewhere.Of(Task.WhenAll(_input, _outputs));
    }

    public void Dispose()
    {
        _over.Dispose();
        _givenUp.Dispose();
    }

    private Task BeginOutput(int pipe, Stream? to, bool isError) =>
        to is null ? pump.ReadAsync(pipe, bytes => _printed.Take(isError, bytes)) : WatchAsync(new OutputRelay(pump, _printed).RelayAsync(pipe, to, _givenUp.Token), _givenUp.Token);

    private async Task WatchAsync(Task relay, CancellationToken givenUp)
    {
        try
        {
            await relay;
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            // Nobody waits for the stream any more.
        }
        catch
        {
            End(SandboxEnd.Cancelled);
            throw;
        }
    }
}
