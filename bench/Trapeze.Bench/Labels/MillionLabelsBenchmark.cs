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
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"made in {making.TotalMilliseconds:N0} ms; {(double)(full - empty) / Count - 8:N0} B each on the heap (parameter of 36 characters included), {(double)(fullPrivate - emptyPrivate) / Count:N0} B each with weak handles, as the process's private bytes grew"));
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"FlowsTo with none / a million alive: one atom {before:N2} / {Ask(alice, owner):N2} ns, cached {beforeCached:N2} / {Ask(both, three):N2} ns, spread over the million {AskAll(labels, owner):N2} ns"));

        start = Stopwatch.GetTimestamp();
        GC.Collect();
        var collection = Stopwatch.GetElapsedTime(start);
        GC.KeepAlive(labels);
        labels = null;
        var dropped = Held();
        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"full collection with a million alive {collection.TotalMilliseconds:N0} ms; after dropping them {(dropped - empty) / 1024.0:N0} KiB are left"));
        GC.KeepAlive(order);
        return Task.CompletedTask;
    }

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
