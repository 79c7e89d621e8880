using System.Globalization;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>How often what was looked at: a search that never sees a secret finds no leak either.</summary>
public sealed class Tally
{
    private static readonly Rule[] Rules = Enum.GetValues<Rule>();

    private readonly long[] _steps = new long[Rules.Length];
    private readonly long[] _allowed = new long[Rules.Length];

    public long Cases { get; private set; }

    /// <summary>Cases in which somebody hidden made a step.</summary>
    public long CasesWithHiddenStep { get; private set; }

    /// <summary>Cases whose two states differ in what is hidden.</summary>
    public long CasesWithSecret { get; private set; }

    /// <summary>Pairs of runs compared from their beginning to their end.</summary>
    public long Traces { get; set; }

    /// <summary>Steps executed and compared.</summary>
    public long Steps => _steps.Sum();

    public long HiddenSteps { get; private set; }

    public long Releases { get; private set; }

    /// <summary>The share of a rule's steps in all, in percent.</summary>
    public double Share(Rule rule) => Percent(_steps[(int)rule], Steps);

    /// <summary>The share of a rule's steps that were not refused, in percent.</summary>
    public double Allowed(Rule rule) => Percent(_allowed[(int)rule], _steps[(int)rule]);

    public double HiddenShare => Percent(HiddenSteps, Steps);

    internal void Case() => Cases++;

    internal void Case(bool secret, bool hiddenStep)
    {
        Cases++;
        CasesWithSecret += secret ? 1 : 0;
        CasesWithHiddenStep += hiddenStep ? 1 : 0;
    }

    internal void Count(Rule rule, in Step step, State before, int choice, bool hidden)
    {
        _steps[(int)rule]++;
        HiddenSteps += hidden ? 1 : 0;
        Releases += step.Release is null ? 0 : 1;
        _allowed[(int)rule] += IsAllowed(rule, step, before, choice) ? 1 : 0;
    }

    /// <summary>The counts and shares, for people.</summary>
    public override string ToString()
    {
        var rules = Rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule} {Share(rule):F1}% ({Allowed(rule):F0}% allowed)"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Cases:N0} cases, {Traces:N0} traces, {Steps:N0} steps; hidden steps {HiddenShare:F1}%, releases {Percent(Releases, Steps):F1}%; ")
            + string.Create(CultureInfo.InvariantCulture, $"cases with a hidden step {Percent(CasesWithHiddenStep, Cases):F1}%, with differing secrets {Percent(CasesWithSecret, Cases):F1}%\n")
            + string.Join(", ", rules);
    }

    private static bool IsAllowed(Rule rule, in Step step, State before, int choice) => rule switch
    {
        Rule.Start => step.Next.Activations.Length > before.Activations.Length,
        Rule.Compute or Rule.Fail => true,
        _ => step.Next.Activations[choice].Status == 1,
    };

    private static double Percent(long part, long whole) => whole == 0 ? 0 : 100.0 * part / whole;
}
