using System.Globalization;
using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>The queues are as the template has them.</summary>
internal static class QueueChecks
{
    private const int Times = 6;

    /// <summary>A queue's attributes; what is put aside counts as a queue.</summary>
    internal static JsonObject? AttributesOf(DeployedView view, string queue) =>
        view.Export.Of("sqs get-queue-attributes", queue)?["Attributes"] as JsonObject;

    internal static void Run(DeployedView view)
    {
        foreach (var function in view.Plan.Functions.Where(function => function.TakesEvents))
        {
            var (queue, aside) = (view.Names.Queue(function.Name), view.Names.Aside(function.Name));
            if (CheckAny(view, queue) is { } attributes)
            {
                CheckQueue(view, function, queue, attributes);
            }

            CheckAny(view, aside);
        }
    }

    private static JsonObject? CheckAny(DeployedView view, string queue)
    {
        if (AttributesOf(view, queue) is not { } attributes)
        {
            view.Find($"queue {queue}", "it is not there", "deploy the template");
            return null;
        }

        if (AccountExport.Text(attributes["SqsManagedSseEnabled"]) is not "true" && AccountExport.Text(attributes["KmsMasterKeyId"]).Length == 0)
        {
            view.Find($"queue {queue}", "is not encrypted", "switch SqsManagedSseEnabled on");
        }

        return attributes;
    }

    private static void CheckQueue(DeployedView view, PlannedFunction function, string queue, JsonObject attributes)
    {
        var aside = view.Here(Arns.Queue(DeploymentNames.InTemplate.Aside(function.Name)));
        if (Trapeze.Tool.Deployments.Access.AccessPolicy.Object(attributes["RedrivePolicy"]) is not { } redrive || AccountExport.Text(redrive["deadLetterTargetArn"]) != aside)
        {
            view.Find($"queue {queue}", "does not put aside to the queue of its own what cannot be run", $"set its RedrivePolicy's target to {aside}");
        }

        if (view.ConfigurationOf(function) is { } configuration && (Seconds(attributes["VisibilityTimeout"]) is not { } hidden || Seconds(configuration["Timeout"]) is not { } timeout || hidden < Times * timeout))
        {
            view.Find(
                $"queue {queue}",
                $"shows a record again after {AccountExport.Text(attributes["VisibilityTimeout"])} s, while its function may take {AccountExport.Text(configuration["Timeout"])} s",
                $"set VisibilityTimeout to {Times} times the function's");
        }
    }

    private static int? Seconds(JsonNode? node) => int.TryParse(AccountExport.Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
