using Trapeze.Core.Labels;

namespace Trapeze.Policy.Sources;

/// <summary>A place that events come in from besides Trapeze's own queues, and what a record of it is that nobody signed.</summary>
/// <remarks>semantics §2, rule start: a record's label is that of its envelope; what has none is refused if the policy does not say what it is.</remarks>
public sealed class SourcePolicy
{
    internal SourcePolicy(string name, SourceKind kind, string resource, string? @event, Label? unsignedLabel, string? from)
    {
        Name = name;
        Kind = kind;
        Resource = resource;
        Event = @event;
        UnsignedLabel = unsignedLabel;
        From = from;
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>What kind of thing it is.</summary>
    public SourceKind Kind { get; }

    /// <summary>Its name in AWS: of the queue, topic, stream, bucket or state machine; the <c>source</c> of EventBridge's events; the policy's own table or function.</summary>
    public string Resource { get; }

    /// <summary>The event that its records are; <see langword="null"/> if their envelopes say so.</summary>
    public string? Event { get; }

    /// <summary>The label of a record without an envelope; <see langword="null"/> if such records are refused.</summary>
    public Label? UnsignedLabel { get; }

    /// <summary>The source whose topic feeds this queue, and for which its records' envelopes were made; <see langword="null"/> for any other source.</summary>
    public string? From { get; }

    /// <summary>What an envelope of its records names: its kind and its name.</summary>
    public string Id => $"{WordOf(Kind)}:{Name}";

    /// <summary>The source's name.</summary>
    public override string ToString() => Name;

    internal static string WordOf(SourceKind kind) => kind switch
    {
        SourceKind.Sqs => "sqs",
        SourceKind.Sns => "sns",
        SourceKind.Kinesis => "kinesis",
        SourceKind.DynamoDb => "dynamodb",
        SourceKind.EventBridge => "eventbridge",
        SourceKind.S3 => "s3",
        SourceKind.StepFunctions => "states",
        _ => "invoke",
    };
}
