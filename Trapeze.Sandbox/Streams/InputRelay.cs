using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Printing;

namespace Trapeze.Sandbox.Streams;

/// <summary>Gives a run its input while it runs: no more than the program takes, and the pipe holds.</summary>
/// <param name="pump">Tells when there is room.</param>
internal sealed class InputRelay(Pump pump)
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Fills a pipe from a stream to its end, or until nobody reads it, and closes it.</summary>
    /// <param name="from">The stream.</param>
    /// <param name="pipe">The pipe.</param>
    /// <param name="ended">Gives up waiting for the stream.</param>
    internal async Task RelayAsync(Stream from, int pipe, CancellationToken ended)
    {
        try
        {
            var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
            while (await from.ReadAsync(chunk, ended).AsTask().WaitAsync(ended) is var length and > 0)
            {
                for (var written = 0; written < length;)
                {
                    if (!Descriptors.TryWrite(pipe, chunk.AsSpan(written, length - written), out var taken))
                    {
                        return;
                    }

                    if (taken < 0)
                    {
                        await pump.WhenReadyAsync(pipe, toWrite: true);
                    }

                    written += Math.Max(taken, 0);
                }
            }
        }
        finally
        {
            Libc.Close(pipe);
        }
    }
}
