namespace Trapeze.Shim.Aws;

/// <summary>How the host reaches AWS.</summary>
/// <remarks>A type of the shim's own and no option: it may hold credentials, and function code can ask for options.</remarks>
internal sealed record AwsChoice(AwsOptions Options)
{
    public override string ToString() => nameof(AwsChoice);
}
