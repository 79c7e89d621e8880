using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Lambdas;

/// <summary>The Lambda host at length.</summary>
public sealed class LambdaVerb : IVerb
{
    /// <summary>The command.</summary>
    public const string Word = "lambda";

    public string Name => Word;

    public string Shows => "what one invocation leaves in a warm process, nobody finds who may not see it: canaries [invocations] [seed]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments is [CanaryApp.Argument])
        {
            await CanaryApp.RunAsync();
            return true;
        }

        if (arguments is not ["canaries", ..])
        {
            throw new ArgumentException("canaries?", nameof(arguments));
        }

        var invocations = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 10_000;
        var seed = arguments.Count > 2 ? ulong.Parse(arguments[2], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var watch = Stopwatch.StartNew();
        var tally = await new Canaries(seed).RunAsync(invocations, output.WriteLine);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally}\nseed {seed}, {watch.Elapsed.TotalSeconds:f0} s"));
        return tally.Complaints.Count == 0 && CanaryPlaces.Names.All(tally.Found.ContainsKey);
    }
}
