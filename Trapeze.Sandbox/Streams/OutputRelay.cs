using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Printing;

namespace Trapeze.Sandbox.Streams;

/// <summary>Hands on what a run prints, while it runs: what is not taken stays in the pipe, and the program waits when that is full.</summary>
/// <param name="pump">Tells when there is more.</param>
/// <param name="printed">Bounds it.</param>
internal sealed class OutputRelay(Pump pump, Printed printed)
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>Hands on a pipe to its end or the bound's, and closes it.</summary>
    /// <param name="pipe">The pipe.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="given">Gives up waiting for who gets it.</param>
    internal async Task RelayAsync(int pipe, Stream to, CancellationToken given)
    {
        try
        {
            var chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
            while (Descriptors.TryRead(pipe, chunk, out var length))
            {
                if (length < 0)
                {
                    await pump.WhenReadyAsync(pipe, toWrite: false);
                    continue;
                }

                var admitted = printed.Admit(length);
                await to.WriteAsync(chunk.AsMemory(0, admitted), given).AsTask().WaitAsync(given);
                if (admitted < length)
                {
                    break;
                }
            }

            await to.FlushAsync(given).WaitAsync(given);
        }
        finally
        {
            Libc.Close(pipe);
        }
    }
}
