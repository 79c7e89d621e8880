using Trapeze.Policy;
using Trapeze.Policy.Channels;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>What the policy's channels of AWS need: it does not say which function uses which, so that each may.</summary>
internal static class ChannelPlanning
{
    internal static IEnumerable<Grant> Of(FlowPolicy policy) => policy.Channels.Values.OrderBy(channel => channel.Name, StringComparer.Ordinal).Select(Of).OfType<Grant>();

    private static Grant? Of(ChannelPolicy channel) => channel switch
    {
        { Kind: ChannelKind.Sqs, Address: { } url } => Grant(channel, "sqs:SendMessage", OfQueue(url)),
        { Kind: ChannelKind.Sns, Target: { } topic } => Grant(channel, "sns:Publish", topic),
        { Kind: ChannelKind.Kinesis, Target: { } stream } => Grant(channel, "kinesis:PutRecord", Named(stream, "kinesis", "stream/")),
        { Kind: ChannelKind.EventBridge, Target: { } bus } => Grant(channel, "events:PutEvents", Named(bus, "events", "event-bus/")),
        { Kind: ChannelKind.StepFunctions, Target: { } machine } => Grant(channel, "states:StartExecution", machine),
        { Kind: ChannelKind.Lambda, Target: { } function } => Grant(channel, "lambda:InvokeFunction", Named(function, "lambda", "function:")),
        { Kind: ChannelKind.S3, Target: { } bucket } => Grant(channel, "s3:PutObject", $"arn:{Arns.Partition}:s3:::{bucket}/*"),
        _ => null,
    };

    private static Grant Grant(ChannelPolicy channel, string action, string arn) =>
        new($"Channel{FunctionPlanning.IdOf(channel.Name)}", [new(action, "sends on a channel of the policy, which says at which label")], [arn], "what a channel leads to");

    private static string Named(string text, string service, string prefix) => text.StartsWith("arn:", StringComparison.Ordinal) ? text : Arns.Of(service, prefix + text);

    // https://sqs.REGION.amazonaws.com/ACCOUNT/NAME
    private static string OfQueue(Uri url) => $"arn:{Arns.Partition}:sqs:{url.Host.Split('.').ElementAtOrDefault(1)}:{url.Segments[1].Trim('/')}:{url.Segments[2].Trim('/')}";
}
