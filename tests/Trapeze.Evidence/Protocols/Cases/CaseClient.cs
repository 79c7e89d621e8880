namespace Trapeze.Evidence.Protocols.Cases;

/// <summary>A client of a case: its label, how far its clock is off in steps, and what it does.</summary>
internal sealed record CaseClient(int Label, int Skew, params Deed[] Deeds)
{
    public override string ToString() => $"{Label}{(Skew == 0 ? "" : $" (clock {Skew:+0;-0})")}: {string.Join(", ", Deeds.AsEnumerable())}";
}
