using System.Collections.Immutable;
using System.Text.Json;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources;

/// <summary>The records of one invocation, in the order of their source, and how that is told of failures.</summary>
internal sealed class SourceBatch(SourceKind kind, ImmutableArray<SourceRecord> records)
{
    private static readonly SourceReply Done = new(IsError: false, "{}"u8.ToArray());
    private static readonly SourceReply Failed = new(IsError: true, """{"errorMessage":"the event failed","errorType":"Trapeze.EventFailed"}"""u8.ToArray());

    internal SourceKind Kind => kind;

    internal ImmutableArray<SourceRecord> Records => records;

    /// <summary>Whether its source is told nothing of what becomes of a record, so that what fails is sent again from here.</summary>
    internal bool IsDeaf => kind is SourceKind.StepFunctions;

    /// <summary>What its source is told: which records failed, by where they stand, and nothing else.</summary>
    /// <remarks>Invariant: depends on the kind, the source's own names of records, and which of them failed below any raise.</remarks>
    internal SourceReply Reply(IReadOnlySet<int> failed) => kind switch
    {
        SourceKind.Sqs => Items(Enumerable.Range(0, records.Length).Where(failed.Contains)),
        SourceKind.Kinesis or SourceKind.DynamoDb => Items(failed.Count == 0 ? [] : [failed.Min()]),
        _ => failed.Count == 0 ? Done : Failed,
    };

    private SourceReply Items(IEnumerable<int> failed)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("batchItemFailures");
            foreach (var at in failed)
            {
                writer.WriteStartObject();
                writer.WriteString("itemIdentifier", records[at].Id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new SourceReply(IsError: false, stream.ToArray());
    }
}
