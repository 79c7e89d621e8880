using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Kills;

/// <summary>Kills at length.</summary>
public sealed class KillsVerb : IVerb
{
    /// <summary>The command.</summary>
    public const string Word = "kills";

    private const int Times = 100;

    public string Name => Word;

    public string Shows => "nothing acknowledged is lost, and nothing done twice, when the server or a writing process is killed: server | client [times] [seed]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        if (arguments is [WriterProcess.Argument, ..])
        {
            await WriterProcess.RunAsync([.. arguments.Skip(1)], output);
            return true;
        }

        var times = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : Times;
        var seed = arguments.Count > 2 ? ulong.Parse(arguments[2], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var watch = Stopwatch.StartNew();
        var tally = arguments switch
        {
            ["server", ..] => await new ServerKills(seed).RunAsync(times, output.WriteLine),
            ["client", ..] => await new ClientKills(seed).RunAsync(times, output.WriteLine),
            _ => throw new ArgumentException("server or client?", nameof(arguments)),
        };
        await output.WriteLineAsync($"{tally}\nseed {seed.ToString(CultureInfo.InvariantCulture)}, {watch.Elapsed.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)} s");
        return tally.Complaints.Count == 0;
    }
}
