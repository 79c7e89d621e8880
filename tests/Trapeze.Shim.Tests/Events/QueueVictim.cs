using System.Globalization;
using System.Text;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Events;

/// <summary>Appends without end and says what was acknowledged, until it is killed.</summary>
internal static class QueueVictim
{
    internal static async Task<int> RunAsync(string folder)
    {
        using var queue = EventQueue.Open(folder, new EventQueueOptions(), TimeProvider.System);
        var run = Guid.NewGuid().ToString("n");
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async lane =>
        {
            for (var n = 0; ; n++)
            {
                var payload = string.Create(CultureInfo.InvariantCulture, $"{run}-{lane}-{n}");
                await queue.AppendAsync(new NewEvent(
                    "e", $"label{lane}", ["f"], Encoding.UTF8.GetBytes(payload), TimeProvider.System.GetUtcNow(), DeduplicationId: n % 2 == 0 ? payload : null));
                await output.WriteLineAsync(payload);
            }
        }));
        return 0;
    }
}
