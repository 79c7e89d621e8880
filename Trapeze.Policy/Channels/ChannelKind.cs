namespace Trapeze.Policy.Channels;

/// <summary>The way that a channel leads out by.</summary>
public enum ChannelKind
{
    /// <summary>Requests to one named HTTP destination.</summary>
    Http,

    /// <summary>Mail through one named server.</summary>
    Smtp,

    /// <summary>Messages to one queue of SQS.</summary>
    Sqs,

    /// <summary>Messages to one topic of SNS.</summary>
    Sns,

    /// <summary>Records to one stream of Kinesis.</summary>
    Kinesis,

    /// <summary>Events to one bus of EventBridge.</summary>
    EventBridge,

    /// <summary>Executions of one state machine.</summary>
    StepFunctions,

    /// <summary>Asynchronous invocations of one Lambda function.</summary>
    Lambda,

    /// <summary>Objects of one bucket.</summary>
    S3,

    /// <summary>The log.</summary>
    Log,

    /// <summary>Counters and histograms.</summary>
    Metrics,

    /// <summary>Distributed traces.</summary>
    Trace,

    /// <summary>The answer to the caller.</summary>
    Reply,
}
