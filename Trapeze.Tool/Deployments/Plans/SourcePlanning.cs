using Trapeze.Policy;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Sources;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>Plans where a function's events come in from besides its own queue.</summary>
internal static class SourcePlanning
{
    /// <summary>The sources that start a function.</summary>
    internal static IEnumerable<PlannedSource> Of(FlowPolicy policy, FunctionPolicy function) => policy.Sources.Values
        .Where(source => !function.Events.IsEmpty && Starts(policy, source).Contains(function.Name, StringComparer.Ordinal))
        .OrderBy(source => source.Name, StringComparer.Ordinal)
        .Select(source => new PlannedSource(source.Name, FunctionPlanning.IdOf(source.Name), source.Kind, source.Resource));

    /// <summary>Says which sources cannot be led to a function.</summary>
    internal static void Judge(FlowPolicy policy, List<string> problems)
    {
        foreach (var source in policy.Sources.Values.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            var started = Starts(policy, source).ToList();
            if (source.Kind is SourceKind.DynamoDb)
            {
                problems.Add($"the source `{source.Name}` cannot be deployed: the store refuses a table that has a stream, which shows every facet to whoever reads it");
            }
            else if (source is { Event: null, Kind: SourceKind.Sqs or SourceKind.Kinesis or SourceKind.EventBridge or SourceKind.S3 or SourceKind.Sns } && !IsReadThroughAQueue(policy, source))
            {
                problems.Add($"the source `{source.Name}` does not say which event its records are, and so not which of Lambda's functions takes them: write `event:`");
            }
            else if (source.Kind is SourceKind.Sqs && started.Count > 1)
            {
                problems.Add($"the source `{source.Name}` is a queue, and starts {string.Join(" and ", started.Select(name => $"`{name}`"))}: a queue gives each record to one of them. Put a topic before it, with a queue for each");
            }
        }

        foreach (var same in policy.Sources.Values.GroupBy(source => FunctionPlanning.IdOf(source.Name), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add($"the sources {string.Join(" and ", same.Select(source => $"`{source.Name}`"))} would have one name in a template, `{same.Key}`: give them names that differ in letters and digits");
        }
    }

    private static IEnumerable<string> Starts(FlowPolicy policy, SourcePolicy source) => source switch
    {
        { Kind: SourceKind.Invoke } => [source.Resource],
        { Kind: SourceKind.StepFunctions or SourceKind.DynamoDb } or { Event: null } => [],
        _ => policy.Subscribers(source.Event).Select(function => function.Name),
    };

    private static bool IsReadThroughAQueue(FlowPolicy policy, SourcePolicy topic) => policy.Sources.Values.Any(source => source.From == topic.Name);
}
