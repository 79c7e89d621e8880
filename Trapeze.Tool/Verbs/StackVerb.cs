using Trapeze.Policy;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Verbs;

/// <summary>Prints the template of a whole deployment.</summary>
internal static class StackVerb
{
    internal static async Task<int> RunAsync(string policy, Command command)
    {
        await command.Output.WriteAsync(DeploymentTemplate.Text(PlanOf(policy, command), Path.GetFileName(policy)));
        return 0;
    }

    /// <exception cref="CommandException">The policy cannot be read, or cannot be deployed.</exception>
    internal static DeploymentPlan PlanOf(string policy, Command command)
    {
        var result = PolicyReader.ReadFile(policy);
        return DeploymentPlan.Of(result.Policy ?? throw new CommandException(result.Render()), command.Name ?? "trapeze", command.Variables);
    }
}
