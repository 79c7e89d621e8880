using System.Collections.Immutable;
using Trapeze.Policy.Sources;
using Trapeze.Store.Provisioning;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>Everything that the functions' roles may do, derived from the policy; what is not here, they may not.</summary>
/// <remarks>Whatever a role may do, code in its functions can do behind the guard's back: an action more is a way round the policy.</remarks>
internal static class GrantList
{
    /// <summary>What a function's role may do with the facets: the policy does not say which function uses which table.</summary>
    internal static Grant Facets { get; } = new(
        "Facets",
        [.. TableTemplate.Actions.Select(action => new GrantedAction(action, WhyOnFacets(action)))],
        [Arns.Table(DeploymentNames.InTemplate.Facets)],
        "the table of facets");

    /// <summary>What every role may do where there are events: any function may publish any event, and signs it.</summary>
    internal static IEnumerable<Grant> Publishing(DeploymentPlan plan)
    {
        if (plan.HasEvents)
        {
            yield return new Grant(
                "Publish",
                [new("sqs:SendMessage", "publishes an event: the policy lets each function publish, and says who is started by it")],
                [.. plan.Functions.Where(function => function.TakesEvents).Select(function => Arns.Queue(DeploymentNames.InTemplate.Queue(function.Name)))],
                "the queues of the functions that events start");
            yield return new Grant(
                "Keys",
                [new("secretsmanager:GetSecretValue", "reads the keys that sign and open events' envelopes, when the first is needed, and again for one that an instance does not know")],
                [Arns.Keys],
                "the secret with the envelopes' keys");
            yield return new Grant(
                "Claims",
                [
                    new("dynamodb:DeleteItem", "gives back the claim on what could not be done"),
                    new("dynamodb:PutItem", "takes a record, or the id of a publication, if nobody has, so that it is done once"),
                ],
                [Arns.Table(DeploymentNames.InTemplate.Claims)],
                "the table of claims");
        }
    }

    /// <summary>What one function's role may do besides.</summary>
    internal static IEnumerable<Grant> Own(PlannedFunction function)
    {
        var names = DeploymentNames.InTemplate;
        yield return new Grant(
            "Log",
            [
                new("logs:CreateLogStream", "begins the stream of an instance; the group itself is the template's"),
                new("logs:PutLogEvents", "writes the audit lines, and what Lambda says of the instance"),
            ],
            [Arns.LogStreams(names.LogGroup(function.Name))],
            "the function's own log group");
        if (function.TakesEvents)
        {
            yield return new Grant("Take", Polling, [Arns.Queue(names.Queue(function.Name))], "the function's own queue");
            yield return new Grant(
                "SetAside",
                [new("sqs:SendMessage", "puts aside what cannot be run; so does Lambda, in the function's name, with an invocation that failed")],
                [Arns.Queue(names.Aside(function.Name))],
                "the function's own queue of what was put aside");
        }

        foreach (var grant in function.Sources.Select(OfSource).OfType<Grant>())
        {
            yield return grant;
        }
    }

    /// <summary>All that a function's role may do.</summary>
    internal static IEnumerable<Grant> Of(DeploymentPlan plan, PlannedFunction function) => [Facets, .. Publishing(plan), .. plan.Channels, .. Own(function)];

    private static readonly ImmutableArray<GrantedAction> Polling =
    [
        new("sqs:DeleteMessage", "Lambda removes what has been run"),
        new("sqs:GetQueueAttributes", "Lambda sees how much waits, and so how many instances it starts"),
        new("sqs:ReceiveMessage", "Lambda takes records, in the function's name"),
    ];

    private static Grant? OfSource(PlannedSource source) => source.Kind switch
    {
        SourceKind.Sqs => new Grant($"Source{source.Id}", Polling, [source.Arn], "a source's queue"),
        SourceKind.Kinesis => new Grant(
            $"Source{source.Id}",
            [
                new("kinesis:DescribeStream", "Lambda finds the stream"),
                new("kinesis:DescribeStreamSummary", "Lambda finds the stream"),
                new("kinesis:GetRecords", "Lambda takes records, in the function's name"),
                new("kinesis:GetShardIterator", "Lambda goes on where it was"),
                new("kinesis:ListShards", "Lambda sees the stream's parts"),
                new("kinesis:SubscribeToShard", "Lambda takes records, in the function's name"),
            ],
            [source.Arn],
            "a source's stream"),
        SourceKind.S3 => new Grant(
            $"Source{source.Id}",
            [new("s3:GetObject", "looks at the object for its envelope"), new("s3:GetObjectVersion", "looks at that version of it that the event is of")],
            [$"{source.Arn}/*"],
            "the objects of a source's bucket"),
        _ => null,
    };

    private static string WhyOnFacets(string action) => action switch
    {
        "dynamodb:BatchGetItem" => "reads the places of a view together",
        "dynamodb:ConditionCheckItem" => "a transaction's conditions on what it does not write",
        "dynamodb:DeleteItem" => "removes what has ended or is superseded for everybody",
        "dynamodb:DescribeTable" => "looks at the start whether the table is the store's, without a stream, an index or a replica",
        "dynamodb:GetItem" => "reads a facet",
        "dynamodb:PutItem" => "writes a facet",
        "dynamodb:Query" => "reads the facets of a key, and pages of keys",
        "dynamodb:Scan" => "reads the table's places and labels at the start, and sweeps",
        "dynamodb:UpdateItem" => "delivers a facet to the labels above it",
        _ => throw new InvalidOperationException($"nobody said why the store needs {action}"),
    };
}
