using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Envelopes;

/// <summary>The search for an envelope that is accepted and should not be, at length.</summary>
public sealed class EnvelopesVerb : IVerb
{
    public string Name => "envelopes";

    public string Shows => "records that somebody forged, replayed, cut, re-labelled, re-directed or signed with another key start nothing: [cases] [seed]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var cases = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var watch = Stopwatch.StartNew();
        var tally = await new EnvelopeSearch(seed).RunAsync(cases);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally}\nseed {seed}, {watch.Elapsed.TotalSeconds:f1} s"));
        return tally.Wrong.Count == 0;
    }
}
