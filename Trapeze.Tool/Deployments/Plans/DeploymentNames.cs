namespace Trapeze.Tool.Deployments.Plans;

/// <summary>The names of what a deployment has; each begins with the deployment's.</summary>
/// <param name="prefix">The deployment's name, or CloudFormation's placeholder for it.</param>
internal sealed class DeploymentNames(string prefix)
{
    /// <summary>The most characters that Lambda gives a function's name.</summary>
    internal const int LongestFunction = 64;

    /// <summary>Ends the name of a queue of records that no attempt could run.</summary>
    internal const string AsideEnd = "-aside";

    internal static DeploymentNames InTemplate { get; } = new("${Name}");

    /// <summary>What stands behind the deployment's name in another.</summary>
    internal static string Suffix(params ReadOnlySpan<string> parts) => $"-{string.Join('-', parts)}";

    internal string Api => prefix;

    internal string Facets => $"{prefix}-facets";

    internal string Claims => $"{prefix}-claims";

    internal string Keys => $"{prefix}-keys";

    /// <summary>The end of every queue's address but the function's name.</summary>
    internal string Queues => $"{prefix}-";

    internal string Function(string function) => prefix + Suffix(function);

    internal string Queue(string function) => prefix + Suffix(function);

    internal string Aside(string function) => $"{prefix}-{function}{AsideEnd}";

    internal string Rule(string function, string source) => prefix + Suffix(function, source);

    /// <summary>The group says what the label of its lines is: audit lines are above every other label.</summary>
    internal string LogGroup(string function) => $"/trapeze/{prefix}/top/{function}";

    /// <summary>Whether something belongs to the deployment by its name.</summary>
    internal bool Has(string name) => name == prefix || name.StartsWith($"{prefix}-", StringComparison.Ordinal);
}
