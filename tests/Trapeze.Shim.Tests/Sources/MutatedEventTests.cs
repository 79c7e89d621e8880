using System.Text;
using FsCheck.Fluent;
using Trapeze.Shim.Sources;
using Trapeze.Shim.Tests.Sources.Stage;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>A thousand events of each shape, whole and gone wrong: the right records, or a clean refusal.</summary>
public sealed class MutatedEventTests : IAsyncLifetime
{
    private readonly SourceStage _stage = new(serves: "do");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("sqs")]
    [InlineData("fifo")]
    [InlineData("sns")]
    [InlineData("kinesis")]
    [InlineData("eventbridge")]
    [InlineData("s3")]
    [InlineData("states")]
    [InlineData("invoke")]
    public void Mutated_IsReadAsRecords_OrRefused(string shape)
    {
        var example = SourceEventsTests.Example(shape);
        var others = (string[])["sqs", "sns", "kinesis", "eventbridge", "s3"];
        var read = 0;
        Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
        {
            var random = new Random(seed);
            var mutated = Mutated(example, SourceEventsTests.Example(others[random.Next(others.Length)]), random);
            if (!_stage.Events.TryRead(mutated, _stage.Flow, out var batch))
            {
                return true;
            }

            read++;
            return IsWhole(batch);
        });

        // Most of them are broken, and some are not: whoever reads none has nothing to show.
        Assert.InRange(read, 20, 990);
    }

    [Theory]
    [InlineData("sqs")]
    [InlineData("kinesis")]
    public void Generated_IsReadAsItWasMade(string shape) => Law.Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, random.Next(1, 20)).Select(at => new Message($"{at}", Text(random), random.Next(2) == 0 ? Text(random) : null)).ToList();
        var batch = _stage.Read(shape == "sqs" ? AwsEvents.Sqs("open", messages) : AwsEvents.Kinesis("clicks", "s", messages));
        return batch.Records.Select(record => (record.Id, Encoding.UTF8.GetString(record.Body.Span), record.Envelope)).SequenceEqual(messages.Select(message => (message.Id, message.Body, message.Envelope)));
    });

    private bool IsWhole(SourceBatch batch) =>
        batch.Records.Length > 0
        && batch.Records.All(record => record.Policy is null ? record.Function is not null && _stage.Flow.Functions.ContainsKey(record.Function) : _stage.Flow.Sources.ContainsKey(record.Policy.Name))
        && batch.Reply(new HashSet<int> { 0 }).Bytes.Length > 0;

    private static byte[] Mutated(byte[] example, byte[] other, Random random)
    {
        var bytes = example.ToList();
        for (var changes = random.Next(0, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)));
                    break;
                case 2:
                    bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(random.Next(1, 60)));
                    break;
                case 3:
                    bytes.InsertRange(at, "\"\\ud800\""u8.ToArray());
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)'[', random.Next(1, 100)));
                    break;
                default:
                    var from = random.Next(bytes.Count);
                    (bytes[at], bytes[from]) = (bytes[from], bytes[at]);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static string Text(Random random) => new([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => "az{}[]\":,09 \\üé字"[random.Next(16)])]);
}
