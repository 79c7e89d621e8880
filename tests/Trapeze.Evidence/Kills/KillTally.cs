using System.Globalization;

namespace Trapeze.Evidence.Kills;

/// <summary>What a run of kills met.</summary>
/// <param name="Kills">How many.</param>
/// <param name="Acknowledged">Writes that were acknowledged.</param>
/// <param name="Known">Writes that were found to be done by a later attempt.</param>
/// <param name="Unknown">Writes whose outcome was never told.</param>
/// <param name="Reads">Reads that were held against them.</param>
/// <param name="Behind">Reads above the writer that did not show a write of which no outcome was told.</param>
/// <param name="Complaints">What never may be.</param>
public sealed record KillTally(int Kills, int Acknowledged, int Known, int Unknown, int Reads, int Behind, IReadOnlyList<string> Complaints)
{
    internal static KillTally Of(int kills, Ledger ledger, Inspection inspection)
    {
        var stages = ledger.Count();
        return new KillTally(
            kills, stages.GetValueOrDefault(Stage.Acknowledged), stages.GetValueOrDefault(Stage.Known), stages.GetValueOrDefault(Stage.Begun), inspection.Reads, inspection.Behind, ledger.Complaints);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"kills {Kills}: writes {Acknowledged:n0} acknowledged, {Known:n0} found done later, {Unknown:n0} of unknown outcome; reads {Reads:n0}, {Behind:n0} of them above and behind; complaints {Complaints.Count}")
        + string.Concat(Complaints.Select(complaint => $"\n  {complaint}"));
}
