using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Trapeze.Core.Labels;

namespace Trapeze.Bench.Labels;

/// <summary>One label a client, for a million clients in one process.</summary>
internal sealed class MillionLabelsBenchmark : IBenchmark
{
    private const int Count = 1_000_000;

    public string Name => "labels.million";

    public string Claim => "a million client labels: at most 300 B each with their parameters, FlowsTo no slower, all given back";

    public Task RunAsync(TextWriter report)
    {
        var order = RetailOrder.Create();
        var alice = order.Label("client", "alice-1b0c7a52");
        var owner = order.Label("owner");
        var both = alice.Join(order.Label("client", "bob-5f21d9ae"));
        var three = both.Join(order.Label("photographer", "peter"));

        var before = Ask(alice, owner);
        var beforeCached = Ask(both, three);
        var empty = Held();
        var emptyPrivate = Unmanaged();

        var start = Stopwatch.GetTimestamp();
        var labels = Make(order);
        var making = Stopwatch.GetElapsedTime(start);
        var full = Held();
        var fullPrivate = Unmanaged();
        var onHeap = ((double)(full - empty) / Count) - IntPtr.Size;
        var inAll = ((double)(fullPrivate - emptyPrivate) / Count) - IntPtr.Size;
        Write(report, $"made in {making.TotalMilliseconds:N0} ms, each with its parameter of 36 characters");
        Write(report, $"{onHeap:N0} B each on the heap, {inAll:N0} B each by the process's private bytes, which count the weak handles too");
        Write(report, $"FlowsTo with none / a million alive: one atom {before:N2} / {Ask(alice, owner):N2} ns");
        Write(report, $"FlowsTo with none / a million alive: cached {beforeCached:N2} / {Ask(both, three):N2} ns");
        Write(report, $"FlowsTo, each of the million once: {AskAll(labels, owner):N2} ns");

        start = Stopwatch.GetTimestamp();
        GC.Collect();
        var collection = Stopwatch.GetElapsedTime(start);
        GC.KeepAlive(labels);
        labels = null;
        var dropped = Held();
        Write(report, $"a full collection with a million alive: {collection.TotalMilliseconds:N0} ms");
        Write(report, $"after dropping them: {(dropped - empty) / 1024.0:N0} KiB more than before");
        GC.KeepAlive(order);
        return Task.CompletedTask;
    }

    private static void Write(TextWriter report, FormattableString line) => report.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    // Not inlined, so that no register keeps a label alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Label[] Make(LabelOrder order)
    {
        var labels = new Label[Count];
        for (var i = 0; i < Count; i++)
        {
            labels[i] = order.Label("client", Guid.NewGuid().ToString());
        }

        return labels;
    }

    private static long Held()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static long Unmanaged()
    {
        using var process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64;
    }

    private static double Ask(Label lower, Label upper)
    {
        const int operations = 10_000_000;
        var best = double.MaxValue;
        for (var round = 0; round < 7; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < operations; i++)
            {
                if (!lower.FlowsTo(upper))
                {
                    throw new InvalidOperationException("wrong answer");
                }
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
        }

        return best;
    }

    private static double AskAll(Label[] lower, Label upper)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var label in lower)
        {
            if (!label.FlowsTo(upper))
            {
                throw new InvalidOperationException("wrong answer");
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / lower.Length;
    }
}
