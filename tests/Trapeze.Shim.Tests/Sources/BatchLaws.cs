using FsCheck.Fluent;
using Trapeze.Shim.Tests.Sources.Stage;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>What is observed of a batch at a label is the same whatever else is in it.</summary>
public sealed class BatchLaws
{
    private const string Above = "secret";
    private static readonly string[] Labels = ["public", "client(alice)", "client(bob)", "owner"];
    private static readonly DeedKind[] Kinds = [DeedKind.Succeed, DeedKind.Succeed, DeedKind.Fail, DeedKind.Rise, DeedKind.RiseAndFail];

    // Two batches that agree on the records at or below a label, and differ in the others' payloads and number: below, the same runs, facets and reports.
    [Fact]
    public void Batches_EqualAtALabel_AreReportedAndRunTheSameThere() => Law.Holds(
        Gen.Choose(0, int.MaxValue - 1), seed => Observe(seed, hidden: 0) == Observe(seed, hidden: 1), count: 25);

    // How a function ends above its record's label shows nowhere below.
    [Fact]
    public void Batches_ThatDifferAboveARaise_AreAnsweredByteForByteTheSame() => Law.Holds(
        Gen.Choose(0, int.MaxValue),
        seed => Answer(seed, DeedKind.Rise) == Answer(seed, DeedKind.RiseAndFail),
        count: 25);

    private static string Observe(int seed, int hidden) => Task.Run(async () =>
    {
        await using var stage = new SourceStage();
        var random = new Random(seed);
        var noise = new Random(seed + hidden);
        var at = stage.Label(Labels[random.Next(Labels.Length)]);
        var messages = new List<Message>();
        for (var n = 0; n < 24; n++)
        {
            var label = Labels[random.Next(Labels.Length)];
            var kind = Kinds[random.Next(Kinds.Length)];
            var group = $"g{random.Next(2)}";
            if (stage.Label(label).FlowsTo(at))
            {
                messages.Add(stage.Signed("sqs:ordered", label, $"v{n}", kind, group: group));
            }
            else
            {
                for (var extra = hidden == 0 ? 1 : noise.Next(4); extra > 0; extra--)
                {
                    messages.Add(stage.Signed("sqs:ordered", label, $"h{n}-{extra}", Kinds[noise.Next(Kinds.Length)], group: group));
                }
            }
        }

        var reply = await stage.RunAsync(AwsEvents.Sqs("ordered.fifo", messages));
        var reported = SourceStage.Failures(reply).Where(id => id.StartsWith("message-v", StringComparison.Ordinal));
        var facets = (await stage.FacetsAsync()).Where(facet => facet.StartsWith("do/v", StringComparison.Ordinal) && !facet.EndsWith(Above, StringComparison.Ordinal));
        var begun = stage.Deeds.Begun.Where(one => one.Key.StartsWith('v')).GroupBy(one => one.Label, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(' ', group.Select(one => one.Key).Order(StringComparer.Ordinal))}");
        return string.Join('\n', [.. reported, "", .. facets, "", .. begun]);
    }).GetAwaiter().GetResult();

    private static string Answer(int seed, DeedKind above) => Task.Run(async () =>
    {
        await using var stage = new SourceStage();
        var random = new Random(seed);
        var messages = Enumerable.Range(0, 20).Select(n =>
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            return stage.Signed("kinesis:clicks", Labels[random.Next(Labels.Length)], $"{n}", kind is DeedKind.Rise or DeedKind.RiseAndFail ? above : kind);
        }).ToList();
        var reply = await stage.RunAsync(AwsEvents.Kinesis("clicks", "shard", messages));
        return Convert.ToHexString(reply.Bytes);
    }).GetAwaiter().GetResult();
}
