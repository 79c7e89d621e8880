using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Lambda takes records from the policy's queues and streams, for the functions that the policy says.</summary>
internal static class MappingChecks
{
    internal static void Run(DeployedView view)
    {
        var expected = view.Plan.Functions.SelectMany(function => Sources(function).Select(source => (Function: view.Names.Function(function.Name), Source: view.Here(source)))).ToHashSet();
        var queues = expected.Select(pair => pair.Source).ToHashSet(StringComparer.Ordinal);
        var functions = view.Plan.Functions.Select(function => view.Names.Function(function.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var mapping in view.Export.List("lambda list-event-source-mappings", "EventSourceMappings"))
        {
            var function = NameOf(AccountExport.Text(mapping["FunctionArn"]));
            var source = AccountExport.Text(mapping["EventSourceArn"]);
            if (expected.Remove((function, source)))
            {
                Check(view, function, source, mapping);
            }
            else if (functions.Contains(function))
            {
                view.Find($"function {function}", $"is started by {(source.Length > 0 ? source : "a source without an ARN")}, which the policy does not name", $"delete the mapping {AccountExport.Text(mapping["UUID"])}");
            }
            else if (queues.Contains(source))
            {
                view.Find($"function {function}", $"takes records of {source}", $"delete the mapping {AccountExport.Text(mapping["UUID"])}: the queue is another function's");
            }
        }

        foreach (var (function, source) in expected)
        {
            view.Find($"function {function}", $"takes nothing from {source}", "deploy the template");
        }
    }

    private static IEnumerable<string> Sources(PlannedFunction function) =>
        (function.TakesEvents ? [Arns.Queue(DeploymentNames.InTemplate.Queue(function.Name))] : Enumerable.Empty<string>()).Concat(function.Sources.Where(source => source.IsPolled).Select(source => source.Arn));

    private static void Check(DeployedView view, string function, string source, JsonObject mapping)
    {
        if (mapping["FunctionResponseTypes"] is not JsonArray { Count: 1 } types || AccountExport.Text(types[0]) is not "ReportBatchItemFailures")
        {
            view.Find($"function {function}", $"does not report which records of {source} failed: all of a batch are run again, or none", "set FunctionResponseTypes to `ReportBatchItemFailures`");
        }

        if (AccountExport.Text(mapping["DestinationConfig"]?["OnFailure"]?["Destination"]) is { Length: > 0 } destination)
        {
            view.Find($"function {function}", $"sends what it could not run of {source} to {destination}", "remove the destination: the queue sets aside");
        }

        if (mapping["FilterCriteria"] is JsonObject { Count: > 0 })
        {
            view.Find($"function {function}", $"leaves out records of {source} before the guard has seen them", "remove the filter");
        }
    }

    // An alias or a version stands behind the name.
    private static string NameOf(string arn) => arn.Split(':') is [_, _, _, _, _, "function", var name, ..] ? name : arn;
}
