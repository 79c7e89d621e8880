using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Sources.Shapes;

namespace Trapeze.Shim.Sources;

/// <summary>Reads what AWS invokes a function with into records, by the source of the policy that it says it comes from.</summary>
/// <remarks>
/// Strict: what is not as AWS sends it is none of the shapes, with one record as with all. Where it says it comes from is data of whoever may invoke the function: it
/// chooses a source, and so what an envelope has to have been made for, or which `unsigned` label is meant.
/// </remarks>
internal sealed class SourceEvents(SourceOptions options, ServedFunction served)
{
    /// <summary>The most bytes of an invocation, as Lambda has it.</summary>
    internal const int MaxBytes = 6 * 1_024 * 1_024;

    /// <summary>The most records of a batch, as Lambda has it.</summary>
    internal const int MaxRecords = 10_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private readonly InvocationShape _invocations = new(served.Name);
    private readonly SqsShape _queues = new(options.QueuePrefix);

    /// <summary>Reads an invocation; false if it is none of the shapes, or from no source of the policy. Does not throw.</summary>
    internal bool TryRead(ReadOnlyMemory<byte> invocation, FlowPolicy policy, [NotNullWhen(true)] out SourceBatch? batch)
    {
        batch = null;
        if (invocation.Length > MaxBytes)
        {
            return false;
        }

        // The readers ask for what has to be there; whatever is not there, or is something else, ends here.
        try
        {
            using var document = JsonDocument.Parse(invocation, Strict);
            batch = Read(document.RootElement, policy);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
        {
        }

        return batch is not null;
    }

    private SourceBatch? Read(JsonElement root, FlowPolicy policy)
    {
        if (root.ValueKind is JsonValueKind.Object && root.TryGetProperty("Records", out var records))
        {
            return records.GetArrayLength() is > 0 and <= MaxRecords ? ReadRecords([.. records.EnumerateArray()], policy) : null;
        }

        return EventBridgeShape.IsOne(root) ? EventBridgeShape.Read(root, policy) : _invocations.Read(root, policy);
    }

    private SourceBatch? ReadRecords(ImmutableArray<JsonElement> records, FlowPolicy policy)
    {
        // SNS writes its names large.
        if (records[0].TryGetProperty("EventSource", out _))
        {
            return SnsShape.Read(records, policy);
        }

        return records[0].Text("eventSource") switch
        {
            "aws:sqs" => _queues.Read(records, policy),
            "aws:kinesis" => KinesisShape.Read(records, policy),
            "aws:dynamodb" => DynamoDbShape.Read(records, policy),
            "aws:s3" => S3Shape.Read(records, policy),
            _ => null,
        };
    }
}
