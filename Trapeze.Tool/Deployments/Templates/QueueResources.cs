using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>The queue of a function that events start, what is put aside of it, and what Lambda takes from it.</summary>
internal static class QueueResources
{
    private const int Longest = 1_209_600;

    internal static void Add(JsonObject resources, DeploymentPlan plan, PlannedFunction function)
    {
        var names = DeploymentNames.InTemplate;
        var (queue, aside) = (LogicalIds.Queue(function), LogicalIds.Aside(function));
        resources[aside] = new JsonObject
        {
            ["Type"] = "AWS::SQS::Queue",
            ["DeletionPolicy"] = "Retain",
            ["UpdateReplacePolicy"] = "Retain",
            ["Properties"] = new JsonObject
            {
                ["QueueName"] = Intrinsic.Text(names.Aside(function.Name)),
                ["SqsManagedSseEnabled"] = true,
                ["MessageRetentionPeriod"] = Longest,
                ["RedriveAllowPolicy"] = new JsonObject { ["redrivePermission"] = "byQueue", ["sourceQueueArns"] = new JsonArray(Intrinsic.Text(Arns.Queue(names.Queue(function.Name)))) },
            },
        };
        resources[queue] = new JsonObject
        {
            ["Type"] = "AWS::SQS::Queue",
            ["DeletionPolicy"] = "Retain",
            ["UpdateReplacePolicy"] = "Retain",
            ["Properties"] = new JsonObject
            {
                ["QueueName"] = Intrinsic.Text(names.Queue(function.Name)),
                ["SqsManagedSseEnabled"] = true,
                ["MessageRetentionPeriod"] = Longest,
                ["VisibilityTimeout"] = Intrinsic.Find("Hidden", ParameterSection.Timeout, "Seconds"),
                ["RedrivePolicy"] = new JsonObject { ["deadLetterTargetArn"] = Intrinsic.Arn(aside), ["maxReceiveCount"] = Intrinsic.Ref(ParameterSection.Attempts) },
            },
        };
        resources[$"{queue}Policy"] = Policy(queue, plan.Functions);
        resources[$"{aside}Policy"] = Policy(aside, [function]);
        resources[$"Mapping{function.Id}"] = Mapping(function, Intrinsic.Arn(queue), $"{queue}Policy");
        resources[$"Alarm{function.Id}"] = Alarm(function, aside);
    }

    /// <summary>Lambda takes records of a queue, and hears which of them it has to keep.</summary>
    internal static JsonObject Mapping(PlannedFunction function, JsonNode source, string? behind = null)
    {
        var mapping = new JsonObject { ["Type"] = "AWS::Lambda::EventSourceMapping" };
        if (behind is not null)
        {
            mapping["DependsOn"] = behind;
        }

        mapping["Properties"] = new JsonObject
        {
            ["FunctionName"] = Intrinsic.Ref(LogicalIds.Function(function)),
            ["EventSourceArn"] = source,
            ["BatchSize"] = Intrinsic.Ref(ParameterSection.Batch),
            ["FunctionResponseTypes"] = new JsonArray("ReportBatchItemFailures"),
        };
        return mapping;
    }

    private static JsonObject Policy(string queue, IEnumerable<PlannedFunction> functions) => new()
    {
        ["Type"] = "AWS::SQS::QueuePolicy",
        ["Properties"] = new JsonObject { ["Queues"] = new JsonArray(Intrinsic.Ref(queue)), ["PolicyDocument"] = AccessDocument.ForNobodyBut(functions, "sqs", Intrinsic.Arn(queue)) },
    };

    // It counts, and tells nothing of what it counts.
    private static JsonObject Alarm(PlannedFunction function, string aside) => new()
    {
        ["Type"] = "AWS::CloudWatch::Alarm",
        ["Properties"] = new JsonObject
        {
            ["AlarmDescription"] = $"Records of {function.Name} were put aside",
            ["Namespace"] = "AWS/SQS",
            ["MetricName"] = "ApproximateNumberOfMessagesVisible",
            ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "QueueName", ["Value"] = Intrinsic.Attribute(aside, "QueueName") }),
            ["Statistic"] = "Maximum",
            ["Period"] = 300,
            ["EvaluationPeriods"] = 1,
            ["Threshold"] = 0,
            ["ComparisonOperator"] = "GreaterThanThreshold",
            ["TreatMissingData"] = "notBreaching",
            ["AlarmActions"] = Intrinsic.If("HasAlarmTopic", new JsonArray(Intrinsic.Ref(ParameterSection.AlarmTopic))),
        },
    };
}
