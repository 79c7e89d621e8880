using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Bench.Expressions;

/// <summary>What the store adds to reading and writing the bytes of a small item.</summary>
internal sealed class ItemBenchmark : IBenchmark
{
    public string Name => "items";

    public string Claim => "decoding a 300-byte item of 5 attributes takes at most 1 µs";

    public Task RunAsync(TextWriter report)
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal)
        {
            ["pk"] = new("customer#00000042"),
            ["sk"] = new() { N = "1763757600123" },
            ["status"] = new("shipped"),
            ["note"] = new(new string('x', 220)),
            ["total"] = new() { N = "129.95" },
        };
        var schema = new KeySchema(new("pk", AttributeKind.S), new("sk", AttributeKind.N));
        var bytes = ItemCodec.Encode(item);
        report.WriteLine($"{bytes.Length} bytes encoded, {ItemSize.Of(item)} by DynamoDB's count");
        Interleaved.Run(report, 15, 20_000,
            ("decode", count => Repeat(count, () => ItemCodec.Decode(bytes))),
            ("encode", count => Repeat(count, () => ItemCodec.Encode(item))),
            ("copy", count => Repeat(count, () => ItemCopy.Of(item))),
            ("validate and copy", count => Repeat(count, () => ItemValidation.Item(item, schema))),
            ("size", count => Repeat(count, () => ItemSize.Of(item))),
            ("encode key (S)", count => Repeat(count, () => KeyEncoding.Encode(item["pk"]))),
            ("encode key (N)", count => Repeat(count, () => KeyEncoding.Encode(item["sk"]))));
        return Task.CompletedTask;
    }

    private static void Repeat<T>(int count, Func<T> body)
    {
        for (; count > 0; count--)
        {
            GC.KeepAlive(body());
        }
    }
}
