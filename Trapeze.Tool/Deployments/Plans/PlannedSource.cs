using Trapeze.Policy.Sources;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>A source of the policy that starts a function.</summary>
/// <param name="Name">The name that the policy gives it.</param>
/// <param name="Id">The name in the template: letters and digits.</param>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="Resource">Its name in AWS.</param>
internal sealed record PlannedSource(string Name, string Id, SourceKind Kind, string Resource)
{
    /// <summary>Whether Lambda asks it for records; otherwise it calls the function.</summary>
    internal bool IsPolled => Kind is SourceKind.Sqs or SourceKind.Kinesis;

    /// <summary>Whether it calls the function and does not wait for it to end.</summary>
    internal bool IsPushed => Kind is SourceKind.Sns or SourceKind.EventBridge or SourceKind.S3 or SourceKind.Invoke;

    /// <summary>The ARN that it is known by.</summary>
    internal string Arn => Kind switch
    {
        SourceKind.Sqs => Arns.Queue(Resource),
        SourceKind.Sns => Arns.Of("sns", Resource),
        SourceKind.Kinesis => Arns.Of("kinesis", $"stream/{Resource}"),
        SourceKind.S3 => $"arn:{Arns.Partition}:s3:::{Resource}",
        SourceKind.StepFunctions => Arns.Of("states", $"stateMachine:{Resource}"),
        _ => Resource,
    };

    /// <summary>The ARN that it calls a function as.</summary>
    internal string CallsAs(string function) => Kind is SourceKind.EventBridge ? Arns.Of("events", $"rule/{DeploymentNames.InTemplate.Rule(function, Name)}") : Arn;

    /// <summary>The service that calls the function; <see langword="null"/> if none does by a permission of the function.</summary>
    internal string? Caller => Kind switch
    {
        SourceKind.Sns => "sns.amazonaws.com",
        SourceKind.S3 => "s3.amazonaws.com",
        SourceKind.EventBridge => "events.amazonaws.com",
        _ => null,
    };
}
