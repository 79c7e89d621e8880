using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Sources.Stage;

namespace Trapeze.Evidence.Batches;

/// <summary>One batch of mixed labels with failures in it, through the shim as it ships, against what each record has to come to.</summary>
internal sealed class BatchTrial(ulong seed, int size)
{
    private const string Above = "secret";
    private static readonly string[] Labels = ["public", "client(alice)", "client(bob)", "client(alice) | client(bob)", "client(alice) & client(bob)", "owner", Above];
    private static readonly (string Queue, string Source)[] Places = [("orders", "sqs:orders"), ("ordered.fifo", "sqs:ordered"), ("clicks", "kinesis:clicks")];

    private readonly Dice _dice = Dice.Of(seed, size);

    internal async Task<BatchTally> RunAsync()
    {
        await using var stage = new SourceStage();
        var (place, source) = _dice.Pick(Places);
        var (isFifo, isStream) = (place.EndsWith(".fifo", StringComparison.Ordinal), source.StartsWith("kinesis", StringComparison.Ordinal));
        var before = Enumerable.Range(0, Math.Min(size, 50)).Select(n => (N: n, Label: $"{stage.Label(_dice.Pick(Labels))}"))
            .Select(one => (Message: stage.Signed(source, one.Label, $"before{one.N}", group: "g"), one.Label)).ToList();
        await stage.RunAsync(Read(stage, place, isStream, before.Select(one => one.Message)));
        List<Message> messages = [];
        HashSet<string> facets = [.. (await stage.FacetsAsync())];
        HashSet<(string Lane, string Label)> broken = [];
        List<string> failed = [];
        var tally = BatchTally.Nothing with { Batches = 1, Records = size };
        for (var n = 0; n < size; n++)
        {
            var label = $"{stage.Label(_dice.Pick(Labels))}";
            var group = $"g{_dice.Next(5)}";
            var lane = isStream ? "shard" : isFifo ? group : $"{n}";
            var kind = _dice.Pick<DeedKind>([DeedKind.Succeed, DeedKind.Succeed, DeedKind.Succeed, DeedKind.Rise, DeedKind.RiseAndFail, DeedKind.Fail]);
            var message = stage.Signed(source, label, $"{n}", kind, group: group);
            switch (_dice.Next(20))
            {
                case 0:
                    // Forged, and refused whatever came before it in its lane.
                    messages.Add(message with { Envelope = $"{message.Envelope}x" });
                    tally = tally with { Refused = tally.Refused + 1 };
                    continue;
                case 1:
                    // Of a label that nobody knows.
                    messages.Add(stage.Signed(source, "stranger", $"{n}", group: group));
                    tally = tally with { Refused = tally.Refused + 1 };
                    continue;
                case 2:
                    // A replay of what is done, under another name.
                    var again = before[_dice.Next(before.Count)];
                    messages.Add(again.Message with { Id = message.Id, Group = $"again{n}" });
                    tally = tally with { Replayed = tally.Replayed + 1 };
                    if (isStream && broken.Contains((lane, again.Label)))
                    {
                        failed.Add(message.Id);
                    }

                    continue;
            }

            messages.Add(message);
            if (broken.Contains((lane, label)))
            {
                failed.Add(message.Id);
                continue;
            }

            facets.Add($"do/{n} at {label}");
            if (kind is DeedKind.Rise or DeedKind.RiseAndFail)
            {
                facets.Add($"do/{n}^ at {Above}");
                tally = tally with { Risen = tally.Risen + 1 };
            }

            // What starts at the highest label cannot rise out of its sight.
            if (kind is DeedKind.Fail || (kind is DeedKind.RiseAndFail && label is Above))
            {
                failed.Add(message.Id);
                broken.Add((lane, label));
                tally = tally with { Failed = tally.Failed + 1 };
            }
        }

        var reply = await stage.RunAsync(Read(stage, place, isStream, messages));
        var reported = SourceStage.Failures(reply);
        var owed = isStream ? failed.Take(1) : failed;
        var found = await stage.FacetsAsync();
        var complaint = !reported.SequenceEqual(owed, StringComparer.Ordinal) ? $"{place}: reported {string.Join(' ', reported.Except(owed).Take(5))}, owed {string.Join(' ', owed.Except(reported).Take(5))}"
            : found.Except(facets, StringComparer.Ordinal).FirstOrDefault() is { } extra ? $"{place}: {extra}, which nobody wrote"
            : facets.Except(found, StringComparer.Ordinal).FirstOrDefault() is { } lost ? $"{place}: {lost} is lost"
            : stage.Outbox.Aside.Count != tally.Refused ? $"{place}: {stage.Outbox.Aside.Count} set aside of {tally.Refused}"
            : null;
        return tally with { Complaint = complaint is null ? null : $"{complaint} (seed {seed}, size {size})" };
    }

    // Ten thousand with envelopes are more than an invocation holds: they are read in parts, and run as one.
    private static SourceBatch Read(SourceStage stage, string place, bool isStream, IEnumerable<Message> messages)
    {
        var parts = messages.Chunk(1_000).Select(part => stage.Read(isStream ? AwsEvents.Kinesis(place, "shard", part) : AwsEvents.Sqs(place, part))).ToList();
        return new SourceBatch(parts[0].Kind, [.. parts.SelectMany(part => part.Records)]);
    }
}
