using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;

namespace Trapeze.Bench.Expressions;

/// <summary>What parsing costs, which every request pays because no cache is shared between labels.</summary>
internal sealed class ExpressionBenchmark : IBenchmark
{
    public string Name => "expressions";

    public string Claim => "parsing anew for every request costs a few microseconds at most";

    public Task RunAsync(TextWriter report)
    {
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["pk"] = new("a"), ["stock"] = new() { N = "5" }, ["state"] = new("open") };
        var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["pk"] = new("a") };
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["#s"] = "state" };
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":n"] = new() { N = "1" }, [":s"] = new("open") };
        const string Condition = "attribute_exists(pk) AND stock >= :n AND #s = :s";
        const string Update = "SET stock = stock - :n, #s = :s";
        var condition = ConditionExpression.Parse(Condition, new Placeholders(names, values));
        var update = UpdateExpression.Parse(Update, new Placeholders(names, values));
        Interleaved.Run(report, 15, 20_000,
            ("evaluate condition", count => Repeat(count, () => condition.Evaluate(item))),
            ("parse condition", count => Repeat(count, () => ConditionExpression.Parse(Condition, new Placeholders(names, values)))),
            ("apply update", count => Repeat(count, () => update.Apply(item, key))),
            ("parse update", count => Repeat(count, () => UpdateExpression.Parse(Update, new Placeholders(names, values)))));
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
