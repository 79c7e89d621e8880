using System.Diagnostics;
using System.Globalization;
using Trapeze.Evidence.BlackBox.Pairs;

namespace Trapeze.Evidence.BlackBox;

/// <summary><c>blackbox [pairs] [seed]</c>.</summary>
public sealed class BlackBoxVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "blackbox";

    /// <inheritdoc/>
    public string Shows => "pairs of runs over real HTTP, with and without hidden requests: blackbox [lambda] [pairs] [seed]";

    /// <inheritdoc/>
    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var isInLambda = arguments is ["lambda", ..];
        arguments = isInLambda ? [.. arguments.Skip(1)] : arguments;
        var pairs = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var census = new Census();
        var started = Stopwatch.GetTimestamp();
        var finding = await new BlackBoxLevel { Shrinks = true, IsInLambda = isInLambda }.SearchAsync(seed, pairs, census, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"TRAPEZE_SEED={seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {census}"));
        await output.WriteLineAsync(finding?.ToString() ?? "nothing found");
        return finding is null;
    }
}
