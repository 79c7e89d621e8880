using System.Globalization;

namespace Trapeze.Evidence.Envelopes;

/// <summary>What became of records by what had been done to them.</summary>
public sealed class EnvelopeTally
{
    private readonly long[] _tried = new long[Enum.GetValues<Forgery>().Length];
    private readonly long[] _started = new long[Enum.GetValues<Forgery>().Length];

    /// <summary>What was not as it should be, with its case.</summary>
    public IList<string> Wrong { get; } = [];

    public long Tried(Forgery forgery) => _tried[(int)forgery];

    public long Started(Forgery forgery) => _started[(int)forgery];

    internal void Add(Forgery forgery, bool isStarted)
    {
        _tried[(int)forgery]++;
        _started[(int)forgery] += isStarted ? 1 : 0;
    }

    public override string ToString() => string.Join(
        '\n',
        Enum.GetValues<Forgery>().Select(forgery => string.Create(CultureInfo.InvariantCulture, $"{forgery,-12} {Tried(forgery),9:n0} tried, {Started(forgery),7:n0} started"))
            .Concat(Wrong.Take(10)).Append(string.Create(CultureInfo.InvariantCulture, $"{Wrong.Count:n0} wrong")));
}
