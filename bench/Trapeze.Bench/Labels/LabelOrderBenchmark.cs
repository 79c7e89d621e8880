using Trapeze.Core.Labels;

namespace Trapeze.Bench.Labels;

/// <summary>The order of a large policy.</summary>
internal sealed class LabelOrderBenchmark : IBenchmark
{
    private const int Kinds = 10_000;

    public string Name => "labels.order";

    public string Claim => "an order of 10,000 atoms and families is built in well under 100 ms (per order, not per atom)";

    public Task RunAsync(TextWriter report)
    {
        var names = Enumerable.Range(0, Kinds).Select(i => $"atom{i}").ToArray();
        Interleaved.Run(report, rounds: 7, operations: 1,
            ("star: every atom below one", count => Build(names, i => i == 0 ? [] : [0])),
            ("chain", count => Build(names, i => i == 0 ? [] : [i - 1])),
            ("layers of 100, five steps each", count => Build(names, LayerAbove)));
        return Task.CompletedTask;
    }

    private static int[] LayerAbove(int i) =>
        i < 100 ? [] : [.. Enumerable.Range(0, 5).Select(k => (((i / 100) - 1) * 100) + ((i + (k * 17)) % 100))];

    private static void Build(string[] names, Func<int, int[]> uppers)
    {
        var builder = LabelOrder.CreateBuilder();
        for (var i = 0; i < names.Length; i++)
        {
            builder.Declare(names[i], i % 2 == 0 ? "id" : null);
            foreach (var upper in uppers(i))
            {
                builder.Below(names[i], names[upper]);
            }
        }

        builder.Build();
    }
}
