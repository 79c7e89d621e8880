using System.Collections.Immutable;

namespace BadApp.Measuring;

/// <summary>Pairs of a secret's bit and what was seen of it, from several runs.</summary>
public sealed class Samples
{
    /// <summary>How many shuffles make the null.</summary>
    public const int Shuffles = 1000;

    private const int BlockLength = 16;

    private readonly int[] _bits;
    private readonly int[] _seen;
    private readonly ImmutableArray<Range> _runs;

    private Samples(int[] bits, int[] seen, ImmutableArray<Range> runs)
    {
        _bits = bits;
        _seen = seen;
        _runs = runs;
    }

    /// <summary>Each run is one secret: its bits, and beside each what was seen, told apart by equality.</summary>
    public static Samples Of<T>(IEnumerable<IReadOnlyList<(bool Bit, T Seen)>> runs)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(runs);
        var (bits, seen, bounds) = (new List<int>(), new List<int>(), ImmutableArray.CreateBuilder<Range>());
        var numbers = new Dictionary<T, int>();
        foreach (var run in runs)
        {
            var start = bits.Count;
            foreach (var (bit, what) in run)
            {
                bits.Add(bit ? 1 : 0);
                numbers.TryAdd(what, numbers.Count);
                seen.Add(numbers[what]);
            }

            bounds.Add(start..bits.Count);
        }

        return new Samples([.. bits], [.. seen], bounds.ToImmutable());
    }

    public Estimate Estimate(Random dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        var bits = MutualInformation.Estimate(_bits, _seen);
        var nulls = Enumerable.Range(0, Shuffles).Select(_ => MutualInformation.Estimate(Shuffled(dice), _seen)).ToList();
        var (mean, deviation) = Moments(nulls);
        var chance = (1.0 + nulls.Count(found => found >= bits)) / (1 + Shuffles);
        return new Estimate(bits, JackknifeError(), mean, deviation, chance);
    }

    // Within each run: what differs from run to run, such as how warm the machine is, is no trace of a bit.
    private int[] Shuffled(Random dice)
    {
        var shuffled = (int[])_bits.Clone();
        foreach (var run in _runs)
        {
            dice.Shuffle(shuffled.AsSpan(run));
        }

        return shuffled;
    }

    private double JackknifeError()
    {
        var blocks = Math.Max(2, _bits.Length / BlockLength);
        var estimates = Enumerable.Range(0, blocks).Select(block =>
        {
            var (from, to) = (block * _bits.Length / blocks, (block + 1) * _bits.Length / blocks);
            return MutualInformation.Estimate([.. _bits[..from], .. _bits[to..]], [.. _seen[..from], .. _seen[to..]]);
        }).ToList();
        return Moments(estimates).Deviation * Math.Sqrt(blocks - 1);
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
