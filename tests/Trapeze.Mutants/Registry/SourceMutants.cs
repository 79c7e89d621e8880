using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Where events come in from outside: what the policy says of the places, what a record is, and what its source is told.</summary>
internal static class SourceMutants
{
    private const string Section = "Trapeze.Policy/Sections/SourcesSection.cs";
    private const string Labels = "Trapeze.Policy/Labels/LabelReader.cs";
    private const string Bad = "Trapeze.Policy/BadPolicy";
    private const string Policy = "Trapeze.Policy/SourcePolicy";

    private const string Opening = "Trapeze.Shim/Sources/SourceOpening.cs";
    private const string Attempts = "Trapeze.Shim/Sources/SourceAttempts.cs";
    private const string Work = "Trapeze.Shim/Sources/SourceWork.cs";
    private const string Standby = "Trapeze.Shim/Sources/Standby.cs";
    private const string Batch = "Trapeze.Shim/Sources/SourceBatch.cs";
    private const string Queues = "Trapeze.Shim/Sources/Shapes/SqsShape.cs";
    private const string Runs = "Trapeze.Shim/Sources/SourceRuns.cs";
    private const string Risen = "Trapeze.Shim/Sources/RisenRecords.cs";
    private const string Events = "Trapeze.Shim/Sources/SourceEvents.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("source-unsigned-bottom", Section, "LabelReader.Read(text, LabelPlace.Unsigned, names, problems)?.Bind(Bindings.None)", "LabelReader.Read(text, LabelPlace.Unsigned, names, problems) is null ? null : names.Order.Bottom", "what has no envelope is everybody's, whatever the policy says") { Near = Policy },
        new("source-unsigned-by-default", Section, "?.Bind(Bindings.None) : null;", "?.Bind(Bindings.None) : names.Order.Bottom;", "what has no envelope is everybody's if the policy says nothing") { Near = Policy },
        new("source-unsigned-vouched", Labels, "if (_place is LabelPlace.Unsigned)", "if (false)", "what nobody signed can be vouched for") { Near = Bad },
        new("source-unsigned-named", Labels, "when _place is LabelPlace.Anonymous or LabelPlace.Callers or LabelPlace.Unsigned:", "when _place is LabelPlace.Anonymous or LabelPlace.Callers:", "the label of what has no envelope can wait for a name", Harm.Functional) { Near = Bad },
        new("source-twice", Section, "!_resources.TryAdd((kind, resource.Text), source)", "false", "one place can be two sources of two labels") { Near = Bad },
        new("source-table-relabelled", Section, "if (form is { Kind: SourceKind.DynamoDb } && fields.Key(\"unsigned\") is { } place)", "if (form is null && fields.Key(\"unsigned\") is { } place)", "a table's facets can be given another label than their own") { Near = Bad },
        new("source-bad-is-unsigned", Opening, "if (text is null && record.Policy?.UnsignedLabel is { } unsigned)", "if (record.Policy?.UnsignedLabel is { } unsigned)", "a forged envelope is as none where those without are public") { Near = Runs },
        new("source-refused-below", Opening, "label ?? policy.Order.Top.ToString()", "label ?? policy.Order.Bottom.ToString()", "what nobody vouches for is set aside for everybody to see") { Near = Runs },
        new("source-any-event", Opening, "record.Policy?.Event is not { } name || string.Equals(name, envelope.Event, StringComparison.Ordinal)", "true", "a source takes events that the policy does not say it has", Harm.Functional) { Near = Runs },
        new("source-any-function", Opening, "record.Function is null || string.Equals(record.Function, envelope.Function, StringComparison.Ordinal)", "true", "a function's own queue takes what was sent to others", Harm.Functional) { Near = Runs },
        new("source-object-elsewhere", Opening, "StoredObject.Body(stored.Bucket, stored.Key, sha256)", "StoredObject.Body(stored.Bucket, \"a\", sha256)", "an object's envelope is that of any other, too") { Near = Runs },
        new("source-object-not-found", Opening, ": (\"\", ReadOnlyMemory<byte>.Empty);", ": (null, ReadOnlyMemory<byte>.Empty);", "an object that is gone, or cannot be looked up, is public where those without an envelope are") { Near = Runs },
        new("source-lane-of-all-labels", Work, "!chains.TryAdd((record.Lane, opened.Label), number)", "!chains.TryAdd((record.Lane, \"\"), number)", "a record that fails keeps back those of other labels in its lane")
        {
            Near = Runs,
            With = [new(Work, "number = chains[(record.Lane, opened.Label)];", "number = chains[(record.Lane, \"\")];")],
        },
        new("source-ends-once", Work, "while (Left() is { Length: > 0 } left)", "if (Left() is { Length: > 0 } left)", "what rises only when it is to stop holds no process", Harm.Functional) { Near = Runs },
        new("source-lane-goes-on", Work, "Decide(later.At, isDone: false); } chain.Clear();", "Decide(later.At, isDone: false); }", "what follows a failure in its lane runs before it", Harm.Functional) { Near = Runs },
        new("source-risen-unkept", Attempts, "await standby.Kept;", "", "a record that has risen is done to its source before it is kept", Harm.Functional) { Near = Risen },
        new("source-risen-comes-back", Standby, "record.Event, label, [record.Function]", "record.Event, record.Label, [record.Function]", "what fails above a raise is tried again below it") { Near = Risen },
        new("source-risen-runs-twice", Standby, "if (label is not null && outcome == EventOutcome.Completed)", "if (label is not null && outcome == EventOutcome.Hung)", "what ended well above a raise is tried again", Harm.Functional) { Near = Risen },
        new("source-replayed", Attempts, "if (taken != ClaimOutcome.Taken)", "if (taken == ClaimOutcome.Held)", "a replay runs again") { Near = Runs },
        new("source-held-is-done", Attempts, "return taken == ClaimOutcome.Done || isDeaf;", "return true;", "what another process is doing is lost if that fails", Harm.Functional) { Near = Runs },
        new("source-never-released", Attempts, "await claims.ReleaseAsync(claim);", "", "what has failed does not run when it comes again", Harm.Functional) { Near = Runs },
        new("source-tried-for-ever", Attempts, "else if (opened.Attempt > _events.Retries.Length + 1)", "else if (opened.Attempt < 0)", "attempts have no end", Harm.Functional) { Near = Runs },
        new("source-early", Attempts, "else if (opened.Due > time.GetUtcNow())", "else if (opened.Attempt < 0)", "a record runs before it is due", Harm.Functional) { Near = Runs },
        new("source-task-tells", Batch, "internal bool IsDeaf => kind is SourceKind.StepFunctions;", "internal bool IsDeaf => false;", "what a state machine does next tells whether a function failed") { Near = Runs },
        new("source-error-untold", Batch, "_ => failed.Count == 0 ? Done : Failed,", "_ => Done,", "a source without partial failures never learns of one", Harm.Functional) { Near = Runs },
        new("source-stream-skips", Batch, "[failed.Min()]", "[failed.Max()]", "a stream goes on behind a record that failed", Harm.Functional) { Near = Runs },
        new("source-topic-of-any", Queues, "return string.Equals(ShapeParts.ResourceOf(root.Text(\"TopicArn\"), \"sns\"), topic.Resource, StringComparison.Ordinal)", "return topic.Resource.Length > 0", "a queue takes notifications of any topic for those of its own") { Near = Events },
    ];
}
