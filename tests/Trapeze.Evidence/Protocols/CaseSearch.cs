using System.Runtime.InteropServices;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;

namespace Trapeze.Evidence.Protocols;

/// <summary>Runs all schedules of a case, or as many random ones as it asks for.</summary>
internal sealed class CaseSearch
{
    private readonly Scenery _scenery;
    private readonly Mistake _mistake;
    private readonly HashSet<UInt128> _checked = [];
    private readonly List<int> _choices = [];
    private readonly List<int> _among = [];

    public CaseSearch(ProtocolCase @case, Mistake mistake)
    {
        _scenery = new Scenery(@case);
        _scenery.EnsureShape();
        _mistake = mistake;
    }

    /// <summary>How many schedules were run.</summary>
    public long Schedules { get; private set; }

    /// <summary>How many of them the check can tell apart.</summary>
    public int Histories => _checked.Count;

    /// <summary>Whether every schedule was run.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>How many facets were delivered or taken away in them by who goes through the table.</summary>
    public long Swept { get; private set; }

    /// <summary>Runs every schedule, or as many as are asked for; and random ones, if there are more, or the case asks for them.</summary>
    /// <param name="seed">Where random schedules come from.</param>
    /// <param name="most">How many are run, of either kind.</param>
    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    public string? Find(ulong seed, long most)
    {
        for (var number = 0L; _scenery.Case.Sample is null && number < most; number++)
        {
            var used = 0;
            if (Look(CaseRun.Of(_scenery, _mistake, among => Next(ref used, among)), number) is { } wrong)
            {
                return wrong;
            }

            if (!Advance())
            {
                IsExhausted = true;
                return null;
            }
        }

        return Sample(seed, Math.Min(most, _scenery.Case.Sample ?? most)) ?? (_scenery.Case is { Sweeps: true, Rests: true, Course: "" } && Swept == 0 ? $"{_scenery.Case}\nnothing was ever swept" : null);
    }

    /// <summary>Runs random schedules: of a large case they differ more than its first ones do.</summary>
    /// <inheritdoc cref="Find"/>
    public string? Sample(ulong seed, long most)
    {
        for (var number = 0L; number < most; number++)
        {
            var dice = Dice.Of(seed, number);
            // In some schedules clients go on for long, in others they take turns.
            var sticks = dice.Next(3) * 40;
            var last = 0;
            if (Look(CaseRun.Of(_scenery, _mistake, among => last = dice.Next(100) < sticks ? Math.Min(last, among - 1) : dice.Next(among)), number) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private string? Look(CaseRun run, long number)
    {
        var labels = _scenery.Case.Labels;
        Schedules++;
        Swept += run.Swept;
        var wrong = run.CompareWithout(labels[(int)(number % labels.Count)]) ?? (_checked.Add(HashOf(run.Fingerprint)) ? run.Check() : null);
        return wrong is null ? null : $"{_scenery.Case}\n{wrong}\n{run}";
    }

    private int Next(ref int used, int among)
    {
        if (used == _choices.Count)
        {
            _choices.Add(0);
            _among.Add(among);
        }

        return _choices[used++];
    }

    private bool Advance()
    {
        for (var at = _choices.Count - 1; at >= 0; at--)
        {
            if (_choices[at] + 1 < _among[at])
            {
                _choices[at]++;
                return true;
            }

            _choices.RemoveAt(at);
            _among.RemoveAt(at);
        }

        return false;
    }

    private static UInt128 HashOf(string text) =>
        MemoryMarshal.Read<UInt128>(System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));
}
