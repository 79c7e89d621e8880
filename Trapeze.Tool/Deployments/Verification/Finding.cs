namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Where a deployment departs from what an administrator has to keep.</summary>
/// <param name="Resource">What is wrong.</param>
/// <param name="Wrong">What is wrong with it.</param>
/// <param name="Instead">What to write instead.</param>
internal sealed record Finding(string Resource, string Wrong, string Instead)
{
    public override string ToString() => $"{Resource}: {Wrong}\n  = {Instead}";
}
