using System.Globalization;
using System.Text;
using Trapeze.Policy;

namespace Trapeze.Bench.Policy;

/// <summary>How long a policy takes to load, warm, from its text to the checked object.</summary>
internal sealed class PolicyLoading : IBenchmark
{
    public string Name => "policy-loading";

    public string Claim => "a policy with 10,000 atoms loads in ≤ 200 ms; beside it one with 1,000, and the slowest shapes of 10,000";

    public Task RunAsync(TextWriter report)
    {
        Interleaved.Run(
            report,
            rounds: 7,
            operations: 1,
            Side("1,000 atoms under one", Flat(1_000)),
            Side("10,000 atoms under one", Flat(10_000)),
            Side("10,000 atoms in 100 layers", Layers(10_000, 100)),
            Side("10,000 atoms in a chain", Layers(10_000, 10_000)));
        return Task.CompletedTask;
    }

    private static (string Name, Action<int> Body) Side(string name, string text) => (name, operations => Load(text, operations));

    private static void Load(string text, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            var result = PolicyReader.Read(text, "bench.yaml");
            if (!result.IsValid)
            {
                throw new InvalidOperationException(result.Render());
            }
        }
    }

    private static string Flat(int atoms)
    {
        var text = new StringBuilder("trapeze: 1\nlabels:\n  n0:\n");
        for (var i = 1; i < atoms; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  n{i}: n0\n");
        }

        return Functions(text, atoms);
    }

    // Each atom has two directly below it, in the layer before.
    private static string Layers(int atoms, int layers)
    {
        var width = atoms / layers;
        var text = new StringBuilder("trapeze: 1\nlabels:\n");
        for (var i = 0; i < atoms; i++)
        {
            var below = i - width;
            var beside = (below % width) + 1 < width ? below + 1 : below;
            text.Append(CultureInfo.InvariantCulture, $"  n{i}:");
            text.Append(below < 0 ? "\n" : below == beside ? string.Create(CultureInfo.InvariantCulture, $" n{below}\n") : string.Create(CultureInfo.InvariantCulture, $" [n{below}, n{beside}]\n"));
        }

        return Functions(text, atoms);
    }

    private static string Functions(StringBuilder text, int atoms)
    {
        text.Append("functions:\n");
        for (var i = 0; i < atoms; i += 10)
        {
            text.Append(CultureInfo.InvariantCulture, $"  f{i}: {{ on: event e{i}, raises: n{i} }}\n");
        }

        return text.ToString();
    }
}
