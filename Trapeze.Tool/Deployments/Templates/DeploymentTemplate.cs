using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>The CloudFormation template of a plan; the same plan gives the same text.</summary>
internal static class DeploymentTemplate
{
    // What CloudFormation takes of one stack.
    private const int MostResources = 500;

    /// <summary>The template, in CloudFormation's long form.</summary>
    /// <exception cref="CommandException">It is too large for one stack.</exception>
    internal static JsonObject Of(DeploymentPlan plan)
    {
        var resources = new JsonObject();
        SharedResources.Add(resources, plan);
        ApiResources.Add(resources, plan);
        foreach (var function in plan.Functions)
        {
            FunctionResources.Add(resources, plan, function);
            if (function.TakesEvents)
            {
                QueueResources.Add(resources, plan, function);
            }

            SourceResources.Add(resources, function);
        }

        return resources.Count > MostResources
            ? throw new CommandException($"the policy needs {resources.Count} resources, and a stack of CloudFormation has at most {MostResources}")
            : new JsonObject
            {
                ["AWSTemplateFormatVersion"] = "2010-09-09",
                ["Description"] = "Each function of the policy as one of Lambda's, and stores that only they reach",
                ["Parameters"] = ParameterSection.Of(plan),
                ["Mappings"] = plan.HasEvents ? ParameterSection.Mappings() : [],
                ["Conditions"] = ParameterSection.Conditions(plan),
                ["Resources"] = resources,
                ["Outputs"] = Outputs(plan),
            };
    }

    /// <summary>The template as it is checked in and deployed.</summary>
    internal static string Text(DeploymentPlan plan, string policyFile) =>
        YamlText.Of(Of(plan), $"Written by `trapeze stack` from {policyFile}. Change the policy and write it again; docs/deployment.md says what each part is for.");

    private static JsonObject Outputs(DeploymentPlan plan)
    {
        var outputs = new JsonObject
        {
            ["FacetsTable"] = Output("The table of facets", Intrinsic.Ref(LogicalIds.Facets)),
        };
        if (plan.HasRoutes)
        {
            outputs["Url"] = Output("Where the application answers", Intrinsic.Attribute(LogicalIds.Api, "ApiEndpoint"));
        }

        if (plan.HasEvents)
        {
            outputs["ClaimsTable"] = Output("The table of claims on records", Intrinsic.Ref(LogicalIds.Claims));
            outputs["EnvelopeKeys"] = Output("The secret with the envelopes' keys", Intrinsic.Ref(LogicalIds.Keys));
        }

        return outputs;
    }

    private static JsonObject Output(string description, JsonNode value) => new() { ["Description"] = description, ["Value"] = value };
}
