namespace Trapeze.Shim.Events;

/// <summary>Where the host keeps claims, if not in the process.</summary>
internal sealed record ClaimsChoice(Func<TimeProvider, IClaims> Open)
{
    public override string ToString() => nameof(ClaimsChoice);
}
