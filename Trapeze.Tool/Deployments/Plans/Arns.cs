namespace Trapeze.Tool.Deployments.Plans;

/// <summary>The ARNs of what a deployment has, with CloudFormation's own placeholders where the account stands: the template and its verification read the same text.</summary>
internal static class Arns
{
    internal const string Partition = "${AWS::Partition}";
    internal const string Region = "${AWS::Region}";
    internal const string Account = "${AWS::AccountId}";

    /// <summary>The secret with the envelopes' keys; its ARN ends with what Secrets Manager chose.</summary>
    internal const string Keys = "${Keys}";

    internal static string Table(string name) => Of("dynamodb", $"table/{name}");

    internal static string Queue(string name) => Of("sqs", name);

    internal static string Function(string name) => Of("lambda", $"function:{name}");

    internal static string LogStreams(string group) => Of("logs", $"log-group:{group}:*");

    internal static string Of(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{Account}:{resource}";
}
