using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Query and Scan of the index: the machine's Get of every key, put in the index's order.</summary>
/// <remarks>The machine has no index; what one shows is a function of the view, and this says which.</remarks>
internal sealed class IndexLists(Scene scene)
{
    private KeySpace Keys => scene.Keys;

    internal async Task QueryAsync(Viewer viewer, Dice dice)
    {
        var (first, last) = KeySpace.RangeOf(Keys.Sorted);
        scene.CountRead(viewer, first, last);
        var plan = new ListPlan(Keys.Sorted, first, last, dice.Flip(), Legacy: false).Drawn(dice) with { Consistent = false };
        var all = Enumerable.Range(first, last - first + 1).Select(key => (Key: key, Value: viewer.Get(key))).Where(each => each.Value is not null).Select(each => (each.Key, Value: each.Value!.Value)).ToList();

        // Mostly a number that is there; a query's filter must not name it.
        int? number = dice.Next(4) == 0 ? null : all.Count > 0 && dice.Next(4) > 0 ? dice.Pick(all).Value : dice.Next(8);
        plan = number is null ? plan with { Forward = true }
            : plan.Filter is { Kind: 0 or 1 } ? plan with { Filter = null } : plan;
        var ordered = all.Where(each => number is null || each.Value == number).OrderBy(each => each.Value).ThenBy(each => each.Key).ToList();
        if (!plan.Forward)
        {
            ordered.Reverse();
        }

        await PagesAsync(viewer, plan, number, ordered);
    }

    private async Task PagesAsync(Viewer viewer, ListPlan plan, int? number, List<(int Key, int Value)> rest)
    {
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var seen = rest.Take(plan.Limit ?? int.MaxValue).ToList();
            rest = [.. rest.Skip(seen.Count)];
            var ends = seen.Count == plan.Limit;
            var taken = seen.FindAll(each => plan.Filter?.Takes(each.Value) ?? true);
            var units = Capacities.Read(seen.Sum(each => Contents.SizeOf(Keys.ItemOf(each.Key, each.Value))), plan.Consistent);
            var next = ends ? KeyOf(seen[^1]) : null;
            var expected = $"[{(plan.CountsOnly ? "not asked for" : string.Join("; ", taken.Select(each => Contents.Show(plan.Choice.Of(Keys.ItemOf(each.Key, each.Value))))))}] "
                + $"count {taken.Count} scanned {seen.Count} next {Contents.Show(next)} {Capacities.Show(plan.Counts?.Value, plan.Table, new IndexedUnits(0, units))}";
            var page = number is { } asked ? await QueryAsync(viewer, plan, asked, start) : await ScanAsync(viewer, plan, start);
            scene.Tally.Add("store: keys found by the index", seen.Count);
            scene.Compare(viewer, $"{(number is null ? "Scan" : "Query")} of the index for {number} {(plan.Forward ? "" : "backward ")}limit {plan.Limit} filter {plan.Filter}", expected, page.Show());
            start = page.Next;
        }
        while (start is { Count: > 0 });
    }

    private Dictionary<string, AttributeValue> KeyOf((int Key, int Value) item) => new(Keys.KeyOf(item.Key), StringComparer.Ordinal) { [Contents.Number] = Contents.N(item.Value) };

    private static async Task<ListPage> QueryAsync(Viewer viewer, ListPlan plan, int number, Dictionary<string, AttributeValue>? start)
    {
        var request = new QueryRequest
        {
            TableName = plan.Table,
            IndexName = KeySpace.Index,
            KeyConditionExpression = "n = :n",
            ExpressionAttributeNames = plan.Choice.Names,
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":n"] = new() { N = number.ToString(CultureInfo.InvariantCulture) } },
            ProjectionExpression = plan.Choice.Expression,
            ExclusiveStartKey = start,
            Limit = plan.Limit,
            Select = plan.Select,
            ConsistentRead = plan.Consistent,
            ReturnConsumedCapacity = plan.Counts,
            ScanIndexForward = plan.Forward,
        };

        if (plan.Filter is { } filter)
        {
            request.FilterExpression = filter.Expression;
            request.ExpressionAttributeValues[":f"] = filter.Value;
        }

        return ListPage.Of(await viewer.Client.QueryAsync(request));
    }

    private static async Task<ListPage> ScanAsync(Viewer viewer, ListPlan plan, Dictionary<string, AttributeValue>? start)
    {
        var request = new ScanRequest
        {
            TableName = plan.Table,
            IndexName = KeySpace.Index,
            ExpressionAttributeNames = plan.Choice.Names,
            ProjectionExpression = plan.Choice.Expression,
            ExclusiveStartKey = start,
            Limit = plan.Limit,
            Select = plan.Select,
            ConsistentRead = plan.Consistent,
            ReturnConsumedCapacity = plan.Counts,
        };
        if (plan.Filter is { } filter)
        {
            request.FilterExpression = filter.Expression;
            request.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":f"] = filter.Value };
        }

        return ListPage.Of(await viewer.Client.ScanAsync(request));
    }
}
