using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Lambdas;

/// <summary>The Lambda host at length.</summary>
public sealed class LambdaVerb : IVerb
{
    /// <summary>The command.</summary>
    public const string Word = "lambda";

    public string Name => Word;

    public string Shows => "what one invocation leaves in a warm process, nobody finds who may not see it: canaries [invocations] [seed] | batches [records of each of 10] [seed]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments is [CanaryApp.Argument])
        {
            await CanaryApp.RunAsync();
            return true;
        }

        var number = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : (int?)null;
        var seed = arguments.Count > 2 ? ulong.Parse(arguments[2], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var watch = Stopwatch.StartNew();
        var tally = arguments switch
        {
            ["canaries", ..] => await new Canaries(seed).RunAsync(number ?? 10_000, output.WriteLine),
            ["batches", ..] => await new Canaries(seed).RunBatchesAsync(batches: 10, number ?? 100),
            _ => throw new ArgumentException("canaries or batches?", nameof(arguments)),
        };
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally}\nseed {seed}, {watch.Elapsed.TotalSeconds:f0} s"));
        return tally.Complaints.Count == 0 && CanaryPlaces.Names.All(tally.Found.ContainsKey);
    }
}
