using System.Collections.Immutable;
using Trapeze.Policy.Sources;

namespace Trapeze.Policy.Sections;

/// <summary>How a kind of source is written: its key, what the key names, and what that may be called.</summary>
internal sealed record SourceForm(SourceKind Kind, string What, string Example, Func<string, bool> IsName, string Named)
{
    internal static ImmutableArray<SourceForm> All { get; } =
    [
        new(SourceKind.Sqs, "a queue", "orders", AwsName.IsQueue, "a queue's name has letters, digits, `-` and `_`, at most 80, and `.fifo` at its end if it is one"),
        new(SourceKind.Sns, "a topic", "news", AwsName.IsTopic, "a topic's name has letters, digits, `-` and `_`, at most 256, and `.fifo` at its end if it is one"),
        new(SourceKind.Kinesis, "a stream", "clicks", AwsName.IsStream, "a stream's name has letters, digits, `-`, `_` and `.`, at most 128"),
        new(SourceKind.DynamoDb, "a table", "catalog", IsDeclaredName, "it names one of the entries of `tables:`"),
        new(SourceKind.EventBridge, "a source of events", "com.shop.orders", AwsName.IsBus, "it is the `source` that the events carry, of letters, digits, `-`, `_`, `.` and `/`, at most 256"),
        new(SourceKind.S3, "a bucket", "retail-uploads", AwsName.IsBucket, "a bucket's name has small letters, digits, `-` and `.`, 3 to 63"),
        new(SourceKind.StepFunctions, "a state machine", "fulfilment", AwsName.IsStateMachine, "a state machine's name has letters, digits, `-` and `_`, at most 80"),
        new(SourceKind.Invoke, "a function", "purchase", IsDeclaredName, "it names one of the entries of `functions:`"),
    ];

    internal string Key => SourcePolicy.WordOf(Kind);

    // Whether it is there is asked when all sections are read.
    private static bool IsDeclaredName(string text) => true;
}
