using System.Diagnostics;
using System.Globalization;
using Trapeze.Evidence.Differential.Allowances;

namespace Trapeze.Evidence.Differential;

/// <summary>The comparison at length: <c>differential [operations] [seed]</c>.</summary>
public sealed class DifferentialVerb : IVerb
{
    private const long Operations = 200_000;

    public string Name => "differential";

    public string Shows => "the same random operations on AWS's DynamoDB Local and on the engine: [operations] [seed] [first case]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var operations = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : Operations;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var first = arguments.Count > 2 ? long.Parse(arguments[2], CultureInfo.InvariantCulture) : 0;
        await output.WriteLineAsync($"seed {seed}");
        var tally = new DifferentialTally();
        var watch = Stopwatch.StartNew();
        var found = await DifferentialSearch.RunAsync(seed, operations, tally, finding => { lock (tally) { output.WriteLine($"{finding}\n"); } }, first);

        await output.WriteLineAsync($"{tally}");
        foreach (var allowance in AllowanceList.All)
        {
            await output.WriteLineAsync($"allowed: {allowance.Name}: {allowance.Reason}");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{tally.Operations:n0} operations, {tally["differences that nothing explains"]:n0} differences that nothing explains, of {found.Count} kinds, {watch.Elapsed.TotalSeconds:f0} s, seed {seed}"));
        return found.Count == 0;
    }
}
