using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Trapeze.Bench.Shim;

/// <summary>Keep-alive connections, each on a thread of its own that allocates nothing, so that its cost can be told from the server's.</summary>
internal static class LoadClient
{
    private const string ThreadName = "bench-client";
    private const double TicksPerSecond = 100;

    /// <summary>Asks for <paramref name="duration"/> over <paramref name="connections"/> connections.</summary>
    /// <returns>The requests answered, the processor time that the connections' threads took, and every answer's time in microseconds if asked for.</returns>
    internal static Load Run(int port, string path, int connections, TimeSpan duration, int status = 200, bool timesEach = false)
    {
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {ShimApp.Token}\r\nAccept: application/json\r\nUser-Agent: bench\r\n\r\n");
        var expected = Encoding.ASCII.GetBytes($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} ");
        using var started = new CountdownEvent(connections);
        using var go = new ManualResetEventSlim();
        using var read = new ManualResetEventSlim();
        using var done = new CountdownEvent(connections);
        var counts = new long[connections];
        var times = Enumerable.Range(0, connections).Select(_ => timesEach ? new List<double>(200_000) : []).ToArray();
        Exception? failure = null;
        var end = 0L;
        for (var i = 0; i < connections; i++)
        {
            var own = i;
            new Thread(() =>
            {
                try
                {
                    using var connection = new LoadConnection(new IPEndPoint(IPAddress.Loopback, port));
                    connection.Ask(request, expected);
                    started.Signal();
                    go.Wait();
                    var count = 0L;
                    while (Stopwatch.GetTimestamp() < end)
                    {
                        var before = Stopwatch.GetTimestamp();
                        connection.Ask(request, expected);
                        count++;
                        if (timesEach)
                        {
                            times[own].Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
                        }
                    }

                    counts[own] = count;
                }
                catch (Exception exception)
                {
                    failure = exception;
                    if (!go.IsSet)
                    {
                        started.Signal();
                    }
                }

                done.Signal();
                read.Wait();
            })
            { Name = ThreadName, IsBackground = true }.Start();
        }

        started.Wait();
        var clientBefore = ClientSeconds();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        go.Set();
        done.Wait();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var total = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var client = ClientSeconds() - clientBefore;
        read.Set();
        return failure is null
            ? new Load(counts.Sum(), elapsed.TotalSeconds, total.TotalSeconds - client, bytes, [.. times.SelectMany(list => list)])
            : throw new InvalidOperationException("the load failed", failure);
    }

    // utime and stime of the threads by name; the kernel counts in hundredths of a second.
    private static double ClientSeconds() => Directory.GetDirectories("/proc/self/task")
        .Where(task => File.ReadAllText(Path.Combine(task, "comm")).Trim() == ThreadName)
        .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
        .Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' '))
        .Sum(fields => (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
}
