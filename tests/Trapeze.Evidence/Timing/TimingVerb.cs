using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Timing;

/// <summary>Whether the time of a read depends on facets that the reader may not see.</summary>
/// <remarks>What the threshold finds and what it does not is shown in the same run: a planted delay, and classes that do not differ.</remarks>
public sealed class TimingVerb : IVerb
{
    private const int Hidden = 10_000;
    private const int Measurements = 20_000;
    private const int MeasurementsOfHidden = 100_000;
    private const double Planted = 500;

    private ulong _seed;
    private long _rounds;

    public string Name => "timing";

    public string Shows => "a read takes as long with 10,000 hidden facets as with none; a planted 500 ns is found (a minute or two; [seed])";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        _seed = arguments is [var given, ..] ? ulong.Parse(given, CultureInfo.InvariantCulture) : (ulong)Stopwatch.GetTimestamp();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {_seed}; found: |t| > {Comparison.Threshold}; times in ns; resolution: the difference that would be found where times scatter like these"));
        using var stores = await CrossedStores.CreateAsync(Hidden);
        output.WriteLine($"{"case",-48} {"n",8} {"t",8} {"of",-16} {"verdict",-10} {"expected",-10} {"median A",9} {"median B",9} {"resolution",10}");
        var held = true;
        held &= Row(output, "500 ns planted behind a get", 3, Measurements, stores.LoneGets(false), stores.LoneGets(true), Planted);
        held &= Row(output, "500 ns planted behind a query", 3, Measurements, stores.Pages(false), stores.Pages(false), Planted);
        held &= Row(output, "null: get, the same keys in both classes", 4, Measurements, stores.LoneGets(false), stores.LoneGets(false));
        held &= Row(output, "null: get, other keys, nothing hidden under any", 3, Measurements, stores.LoneGets(false), stores.LoneGets(true));
        held &= Row(output, "null: query, the same keys in both classes", 3, Measurements, stores.Pages(false), stores.Pages(false));
        held &= Row(output, "get: 0, 10,000 facets under the key", 3, MeasurementsOfHidden, stores.Gets(false), stores.Gets(true));
        held &= Row(output, "get of nothing: 0, 10,000 facets under the key", 3, MeasurementsOfHidden, stores.AbsentGets(false), stores.AbsentGets(true));
        held &= Row(output, "query: 0, 10,000 keys among those of the page", 3, MeasurementsOfHidden, stores.Pages(false), stores.Pages(true));
        Row(output, "get: a file without hidden rows, a large file", 1, MeasurementsOfHidden, stores.GetsOfSmallFile(), stores.Gets(false), judged: false);
        output.WriteLine(held ? "all as expected" : "NOT as expected");
        return held;
    }

    private bool Row(
        TextWriter output, string name, int times, int measurements, IReadOnlyList<Operation> a, IReadOnlyList<Operation> b, double planted = 0, bool judged = true)
    {
        var held = true;
        for (var i = 0; i < times; i++)
        {
            var seen = Interleaving.Compare(a, b, measurements, Dice.Of(_seed, _rounds++), planted);
            var expected = planted > 0;
            held &= seen.Differs == expected;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-48} {seen.Count,8:N0} {seen.T,8:N2} {seen.Statistic,-16} {Verdict(seen.Differs),-10} {(judged ? Verdict(expected) : "(told)"),-10} {seen.MedianOfA,9:N0} {seen.MedianOfB,9:N0} {seen.Resolution,10:N0}"));
        }

        return held;
    }

    private static string Verdict(bool found) => found ? "found" : "not found";
}
