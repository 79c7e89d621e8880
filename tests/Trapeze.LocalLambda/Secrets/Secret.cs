namespace Trapeze.LocalLambda.Secrets;

/// <summary>A secret's current version.</summary>
internal sealed record Secret(string Value, string Version, DateTimeOffset Made)
{
    /// <summary>Says nothing of the value.</summary>
    public override string ToString() => $"version {Version}";
}
