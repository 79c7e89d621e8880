using System.Collections.Immutable;
using Trapeze.Policy;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>What a policy needs of an account of AWS: read by the template and by its verification.</summary>
internal sealed class DeploymentPlan
{
    private DeploymentPlan(string application, ImmutableArray<PlannedFunction> functions, ImmutableArray<Grant> channels, ImmutableArray<ApplicationVariable> variables)
    {
        Application = application;
        Functions = functions;
        Channels = channels;
        Variables = variables;
    }

    /// <summary>The deployment's name, if nobody chooses another.</summary>
    internal string Application { get; }

    /// <summary>The functions, by name.</summary>
    internal ImmutableArray<PlannedFunction> Functions { get; }

    /// <summary>What the channels of AWS need.</summary>
    internal ImmutableArray<Grant> Channels { get; }

    /// <summary>The variables of the environment that are the application's own.</summary>
    internal ImmutableArray<ApplicationVariable> Variables { get; }

    internal bool HasRoutes => Functions.Any(function => !function.Routes.IsEmpty);

    /// <summary>Whether any function takes events: without one there is nobody to publish to, and nothing to sign.</summary>
    internal bool HasEvents => Functions.Any(function => function.TakesEvents);

    /// <summary>The longest name that leaves room for every function's.</summary>
    internal int LongestName => DeploymentNames.LongestFunction - Functions.Max(function => function.Sources.Select(source => DeploymentNames.Suffix(function.Name, source.Name)).Append(DeploymentNames.Suffix(function.Name)).Max(suffix => suffix.Length));

    /// <summary>The plan of a policy.</summary>
    /// <exception cref="CommandException">AWS cannot have it as it is; the message names every reason.</exception>
    internal static DeploymentPlan Of(FlowPolicy policy, string application, IEnumerable<string> variables)
    {
        var problems = new List<string>();
        var own = variables.Select(name => ApplicationVariable.Of(name, problems)).OfType<ApplicationVariable>().OrderBy(variable => variable.Name, StringComparer.Ordinal).ToImmutableArray();
        var functions = FunctionPlanning.Of(policy, problems);
        if (functions.IsEmpty)
        {
            problems.Add("the policy has no functions: there is nothing to deploy");
        }

        if (!ApplicationVariable.IsApplication(application))
        {
            problems.Add($"`{application}` cannot name a deployment: small letters, digits and `-`, with a letter first, 3 to 32 of them");
        }

        return problems.Count == 0 ? new DeploymentPlan(application, functions, [.. ChannelPlanning.Of(policy)], own) : throw new CommandException(string.Join('\n', problems));
    }
}
