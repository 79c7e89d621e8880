using System.Collections.Immutable;
using Trapeze.Policy.Channels;

namespace Trapeze.Policy.Sections;

/// <summary>How a channel that leads outside is written: its key, and where that may lead.</summary>
internal sealed record ChannelForm(ChannelKind Kind, string Key, string What, string Named, string Example, Func<string, ChannelAddress?> Read)
{
    internal static ImmutableArray<ChannelForm> All { get; } =
    [
        new(ChannelKind.Http, "http", "the address of a destination", "`http://host/` or `https://host:port/path/`, without user, query or fragment", "https://cards.example/", ChannelAddress.Http),
        new(ChannelKind.Smtp, "smtp", "the address of a mail server", "`host:port`, such as `localhost:25`", "localhost:25", ChannelAddress.Smtp),
        new(ChannelKind.Sqs, "sqs", "the address of a queue", "its URL, such as `https://sqs.eu-west-1.amazonaws.com/123456789012/orders`", "https://sqs.eu-west-1.amazonaws.com/123456789012/orders", ChannelAddress.Queue),
        new(ChannelKind.Sns, "sns", "the ARN of a topic", "it as `arn:aws:sns:eu-west-1:123456789012:news`", "arn:aws:sns:eu-west-1:123456789012:news", ChannelAddress.Topic),
        new(ChannelKind.Kinesis, "kinesis", "a stream", "its name, or its ARN such as `arn:aws:kinesis:eu-west-1:123456789012:stream/clicks`", "clicks", ChannelAddress.Stream),
        new(ChannelKind.EventBridge, "eventbridge", "an event bus", "its name, or its ARN such as `arn:aws:events:eu-west-1:123456789012:event-bus/orders`", "orders", ChannelAddress.Bus),
        new(ChannelKind.StepFunctions, "states", "the ARN of a state machine", "it as `arn:aws:states:eu-west-1:123456789012:stateMachine:fulfilment`", "arn:aws:states:eu-west-1:123456789012:stateMachine:fulfilment", ChannelAddress.StateMachine),
        new(ChannelKind.Lambda, "lambda", "a Lambda function", "its name, or its ARN such as `arn:aws:lambda:eu-west-1:123456789012:function:purchase`", "purchase", ChannelAddress.Function),
        new(ChannelKind.S3, "s3", "the name of a bucket", "small letters, digits, `-` and `.`, 3 to 63", "retail-uploads", ChannelAddress.Bucket),
    ];

    /// <summary>Whether what goes out there is a message that nothing comes back for.</summary>
    internal bool IsOneWay => Kind is not (ChannelKind.Http or ChannelKind.Smtp);
}
