using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>What whoever deploys has to choose, and may.</summary>
internal static class ParameterSection
{
    internal const string Administrators = "Administrators";
    internal const string Name = "Name";
    internal const string PackageBucket = "PackageBucket";
    internal const string PackageKey = "PackageKey";
    internal const string Architecture = "Architecture";
    internal const string Memory = "Memory";
    internal const string Timeout = "Timeout";
    internal const string Concurrency = "Concurrency";
    internal const string Retention = "LogRetentionDays";
    internal const string Attempts = "Attempts";
    internal const string Batch = "BatchSize";
    internal const string AlarmTopic = "AlarmTopic";
    internal const string Rate = "RequestsPerSecond";
    internal const string Burst = "RequestBurst";
    internal const string KeyGeneration = "KeyGeneration";

    /// <summary>The seconds that a function may take.</summary>
    internal static int[] Timeouts { get; } = [10, 30, 60, 120, 300, 600, 900];

    internal static JsonObject Of(DeploymentPlan plan)
    {
        var parameters = new JsonObject
        {
            [Name] = Text("The deployment's name: every resource's begins with it", plan.Application, ("AllowedPattern", "[a-z][a-z0-9-]*"), ("MinLength", 3), ("MaxLength", plan.LongestName)),
            [Administrators] = Parameter("CommaDelimitedList", "The ARNs of the roles and users that may reach the stores besides the functions: who deploys, and who breaks the glass. Whole ARNs without wildcards; they read everything"),
            [PackageBucket] = Text("The bucket with the application's package"),
            [PackageKey] = Text("The package's key; another package has another key"),
            [Architecture] = Choice("What the package was built for", "arm64", "arm64", "x86_64"),
            [Memory] = Number("Megabytes of memory of each instance", 512, 128, 10_240),
            [Timeout] = Choice("Seconds that a function may take, the hidden rest after its reply included", "30", [.. Timeouts.Select(each => $"{each}")]),
            [Concurrency] = Number("The most instances of each function at once; -1 leaves it to the account", -1, -1, 10_000),
            [Retention] = Choice("Days that log lines are kept", "365", "30", "90", "180", "365", "731", "1827", "3653"),
        };
        if (plan.HasRoutes)
        {
            parameters[Rate] = Number("Requests a second that the API takes", 1_000, 1, 10_000);
            parameters[Burst] = Number("Requests that it takes at once", 500, 1, 5_000);
        }

        if (plan.HasEvents)
        {
            parameters[Attempts] = Number("Deliveries of a record before it is put aside", 5, 1, 100);
            parameters[Batch] = Number("Records that an instance takes at once", 10, 1, 10);
            parameters[AlarmTopic] = Text("The ARN of a topic that is told when records are put aside: their number alone; empty tells nobody", "");
            parameters[KeyGeneration] = Number("Another number makes every instance begin anew, and read the envelopes' keys again", 1, 1, 1_000_000);
        }

        foreach (var variable in plan.Variables)
        {
            parameters[variable.Parameter] = Text($"The variable {variable.Name} of every function, readable by whoever may see its configuration: no secret");
        }

        return parameters;
    }

    /// <summary>Six times as long as a function may take is a record that it took not given to another instance.</summary>
    internal static JsonObject Mappings() => new()
    {
        ["Hidden"] = new JsonObject([.. Timeouts.Select(seconds => KeyValuePair.Create<string, JsonNode?>($"{seconds}", new JsonObject { ["Seconds"] = seconds * 6 }))]),
    };

    internal static JsonObject Conditions(DeploymentPlan plan)
    {
        var conditions = new JsonObject { ["HasConcurrency"] = Intrinsic.IsNot(Concurrency, "-1") };
        if (plan.HasEvents)
        {
            conditions["HasAlarmTopic"] = Intrinsic.IsNot(AlarmTopic, "");
        }

        return conditions;
    }

    private static JsonObject Parameter(string type, string description, JsonNode? standard = null)
    {
        var parameter = new JsonObject { ["Type"] = type, ["Description"] = description };
        if (standard is not null)
        {
            parameter["Default"] = standard;
        }

        return parameter;
    }

    private static JsonObject Text(string description, string? standard = null, params ReadOnlySpan<(string Name, JsonNode Value)> bounds)
    {
        var parameter = Parameter("String", description, standard);
        foreach (var (name, value) in bounds)
        {
            parameter[name] = value;
        }

        return parameter;
    }

    private static JsonObject Number(string description, int standard, int least, int most)
    {
        var parameter = Parameter("Number", description, standard);
        parameter["MinValue"] = least;
        parameter["MaxValue"] = most;
        return parameter;
    }

    private static JsonObject Choice(string description, string standard, params string[] values)
    {
        var parameter = Parameter("String", description, standard);
        parameter["AllowedValues"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return parameter;
    }
}
