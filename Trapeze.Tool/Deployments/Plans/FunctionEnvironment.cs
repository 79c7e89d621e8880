namespace Trapeze.Tool.Deployments.Plans;

/// <summary>The variables that an instance finds in its environment.</summary>
internal static class FunctionEnvironment
{
    /// <summary>Names the function of the policy that an instance serves: without it no guard stands.</summary>
    internal const string Function = "TRAPEZE_FUNCTION";

    /// <summary>The variables with their values, in which CloudFormation's placeholders stand.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(DeploymentPlan plan, PlannedFunction function)
    {
        var names = DeploymentNames.InTemplate;
        yield return (Function, function.Name);
        yield return ("TRAPEZE_FACETS", names.Facets);
        if (plan.HasEvents)
        {
            yield return ("TRAPEZE_CLAIMS", names.Claims);
            yield return ("TRAPEZE_QUEUES", $"https://sqs.{Arns.Region}.${{AWS::URLSuffix}}/{Arns.Account}/{names.Queues}");
            yield return ("TRAPEZE_KEYS", Arns.Keys);
            yield return ("TRAPEZE_KEY_GENERATION", "${KeyGeneration}");
        }

        foreach (var variable in plan.Variables)
        {
            yield return (variable.Name, $"${{{variable.Parameter}}}");
        }
    }
}
