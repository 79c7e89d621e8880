namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Names several things without listing all of them.</summary>
internal static class Several
{
    internal static string Of(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} and {names[1]}",
        _ => $"{names[0]} and {names.Count - 1} others",
    };
}
