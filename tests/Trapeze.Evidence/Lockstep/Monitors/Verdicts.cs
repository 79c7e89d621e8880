namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>Compares whether an operation was allowed, and counts it.</summary>
internal sealed class Verdicts(ActivationTwins twins, Tally tally)
{
    internal bool Allowed(string rule, Actor actor, bool allowed)
    {
        var expected = twins.Machine(actor).Status == 1;
        Disagreement.Unless($"{rule} is allowed", expected, allowed);
        tally.Add($"monitor: {rule} {(allowed ? "allowed" : "refused")}");
        tally.Add(allowed ? "monitor: allowed" : "monitor: refused");
        return allowed;
    }

    // What cannot be recorded is refused, and does not happen: the machine takes no step.
    internal bool Unrecorded(Operation operation, bool allowed)
    {
        if (operation.Unrecorded)
        {
            Disagreement.Unless("allowed although it cannot be recorded", false, allowed);
            tally.Add("monitor: unrecorded");
        }

        return operation.Unrecorded;
    }
}
