namespace Trapeze.Policy.Sources;

/// <summary>What kind of thing of AWS events come in from.</summary>
public enum SourceKind
{
    /// <summary>A queue of SQS, standard or FIFO.</summary>
    Sqs,

    /// <summary>A topic of SNS.</summary>
    Sns,

    /// <summary>A stream of Kinesis.</summary>
    Kinesis,

    /// <summary>The stream of a table that the policy names: every facet that is written.</summary>
    DynamoDb,

    /// <summary>Events of EventBridge.</summary>
    EventBridge,

    /// <summary>What S3 tells of a bucket's objects.</summary>
    S3,

    /// <summary>A task of a state machine.</summary>
    StepFunctions,

    /// <summary>Asynchronous invocations of a function that the policy names.</summary>
    Invoke,
}
