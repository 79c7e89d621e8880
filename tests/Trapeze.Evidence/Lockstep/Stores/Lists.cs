using Amazon.DynamoDBv2.Model;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Query and Scan: the machine's List, page by page.</summary>
internal sealed class Lists(Scene scene)
{
    private const int Whole = 1_000;

    private KeySpace Keys => scene.Keys;

    internal async Task QueryAsync(Viewer viewer, Dice dice)
    {
        var key = KeySpace.Draw(dice);
        var range = KeyRange.Draw(dice, Keys, key);
        var plan = new ListPlan(Keys.TableOf(key), range.First, range.Last, dice.Flip(), dice.Next(4) == 0).Drawn(dice);
        await PagesAsync(viewer, dice, plan, "Query", async start => ListPage.Of(await viewer.Client.QueryAsync(Request(range, plan, start))));
    }

    internal async Task ScanAsync(Viewer viewer, Dice dice)
    {
        var table = dice.Flip() ? Keys.Plain : Keys.Sorted;
        var (first, last) = KeySpace.RangeOf(table);
        var plan = new ListPlan(table, first, last, Forward: true, dice.Next(4) == 0).Drawn(dice);
        await PagesAsync(viewer, dice, plan, "Scan", async start => ListPage.Of(await viewer.Client.ScanAsync(Request(plan, start))));
    }

    /// <summary>Both tables, without any choice.</summary>
    internal async Task WholeAsync(Viewer viewer)
    {
        foreach (var table in (string[])[Keys.Plain, Keys.Sorted])
        {
            var (first, last) = KeySpace.RangeOf(table);
            var plan = new ListPlan(table, first, last, Forward: true, Legacy: false);
            var page = ListPage.Of(await viewer.Client.ScanAsync(Request(plan, start: null)));
            scene.Tally.Add("Scan");
            scene.Compare(viewer, $"Scan {table}", Expected(viewer, plan, after: null).Expected, page.Show());
        }
    }

    // Segments are disjoint, and together they are the table; how a key falls into one is nobody's promise.
    internal async Task SegmentsAsync(Viewer viewer, Dice dice)
    {
        var table = dice.Flip() ? Keys.Plain : Keys.Sorted;
        var (first, last) = KeySpace.RangeOf(table);
        var total = 1 + dice.Next(4);
        var plan = new ListPlan(table, first, last, Forward: true, Legacy: false) { Filter = Filter.Draw(dice) };
        scene.CountRead(viewer, first, last);
        List<Dictionary<string, AttributeValue>> items = [];
        int count = 0, scanned = 0;
        for (var segment = 0; segment < total; segment++)
        {
            var request = Request(plan, start: null);
            (request.Segment, request.TotalSegments) = (segment, total);
            var response = await viewer.Client.ScanAsync(request);
            scene.Tally.Add("Scan of a segment");
            items.AddRange(response.Items);
            (count, scanned) = (count + response.Count.GetValueOrDefault(), scanned + response.ScannedCount.GetValueOrDefault());
        }

        var answer = viewer.Obey(new Model.Instruction(Model.Rule.List) { Key = first, LastKey = last, Limit = Whole });
        var seen = Seen(viewer, plan, answer.Result);
        var taken = seen.FindAll(each => plan.Filter?.Takes(each.Value) ?? true).ConvertAll(each => Contents.Show(Keys.ItemOf(each.Key, each.Value)));
        scene.Compare(
            viewer,
            $"Scan {table} in {total} segments",
            $"{string.Join("; ", taken.Order(StringComparer.Ordinal))} count {taken.Count} scanned {seen.Count}",
            $"{string.Join("; ", items.Select(Contents.Show).Order(StringComparer.Ordinal))} count {count} scanned {scanned}");
    }

    // Follows a list to its end, as a caller would: with the key that the page before gave.
    private async Task PagesAsync(Viewer viewer, Dice dice, ListPlan plan, string name, Func<Dictionary<string, AttributeValue>?, Task<ListPage>> ask)
    {
        int? after = dice.Next(3) == 0 && plan.First <= plan.Last ? plan.First + dice.Next(plan.Last - plan.First + 1) : null;
        var start = after is { } made ? Keys.KeyOf(made) : null;
        scene.CountRead(viewer, plan.First, plan.Last);
        do
        {
            var (expected, next) = Expected(viewer, plan, after);
            var page = await ask(start);
            scene.Tally.Add(name);
            scene.Tally.Add($"store: pages {(plan.Forward ? "forward" : "backward")}");
            scene.Compare(viewer, $"{name} {plan.Table} {plan.First} to {plan.Last} {(plan.Forward ? "" : "backward ")}after {after} limit {plan.Limit} filter {plan.Filter}", expected, page.Show());
            (after, start) = (next, page.Next);
        }
        while (after is not null);
    }

    private (string Expected, int? Next) Expected(Viewer viewer, ListPlan plan, int? after)
    {
        var (low, high) = (plan.First, plan.Last);
        (low, high) = after is not { } start ? (low, high) : plan.Forward ? (start + 1, high) : (low, start - 1);
        var limit = plan.Limit ?? Whole;
        var answer = plan.Forward
            ? viewer.Obey(new Model.Instruction(Model.Rule.List) { Key = low, LastKey = high, Limit = limit })
            : scene.ListBackwards(viewer, low, high, limit);
        var seen = Seen(viewer, plan, answer.Result);
        var taken = seen.FindAll(each => plan.Filter?.Takes(each.Value) ?? true);
        int? next = answer.Kept == Model.Activation.Absent ? null : answer.Kept;
        var items = taken.Select(each => Contents.Show(plan.Choice.Of(Keys.ItemOf(each.Key, each.Value))));
        var units = Capacities.Read(seen.Sum(each => Contents.SizeOf(Keys.ItemOf(each.Key, each.Value))), plan.Consistent);
        return (
            $"[{(plan.CountsOnly ? "not asked for" : string.Join("; ", items))}] count {taken.Count} scanned {seen.Count} next {Contents.Show(next is { } key ? Keys.KeyOf(key) : null)} "
                + Capacities.Show(plan.Counts, plan.Table, units),
            next);
    }

    private List<(int Key, int Value)> Seen(Viewer viewer, ListPlan plan, int set)
    {
        var keys = Enumerable.Range(0, KeySpace.Keys).Where(key => (set >> key & 1) != 0).Select(key => (key, viewer.Get(key)!.Value)).ToList();
        if (!plan.Forward)
        {
            keys.Reverse();
        }

        scene.Tally.Add("store: keys listed", keys.Count);
        return keys;
    }

    private static QueryRequest Request(KeyRange range, ListPlan plan, Dictionary<string, AttributeValue>? start)
    {
        var request = new QueryRequest
        {
            TableName = plan.Table,
            ExclusiveStartKey = start,
            Limit = plan.Limit,
            Select = plan.Select,
            ConsistentRead = plan.Consistent,
            ReturnConsumedCapacity = plan.Counts,
            ScanIndexForward = plan.Forward ? null : false,
        };
        if (plan.Legacy)
        {
            request.KeyConditions = range.Legacy;
            request.QueryFilter = plan.Filter?.Legacy;
            request.AttributesToGet = plan.Choice.Legacy;
            return request;
        }

        request.KeyConditionExpression = range.Expression;
        request.ExpressionAttributeValues = range.Values;
        request.ExpressionAttributeNames = plan.Choice.Names;
        request.ProjectionExpression = plan.Choice.Expression;
        if (plan.Filter is { } filter)
        {
            request.FilterExpression = filter.Expression;
            request.ExpressionAttributeValues[":f"] = filter.Value;
        }

        return request;
    }

    private static ScanRequest Request(ListPlan plan, Dictionary<string, AttributeValue>? start)
    {
        var request = new ScanRequest
        {
            TableName = plan.Table,
            ExclusiveStartKey = start,
            Limit = plan.Limit,
            Select = plan.Select,
            ConsistentRead = plan.Consistent,
            ReturnConsumedCapacity = plan.Counts,
        };
        if (plan.Legacy)
        {
            request.ScanFilter = plan.Filter?.Legacy;
            request.AttributesToGet = plan.Choice.Legacy;
            return request;
        }

        request.ProjectionExpression = plan.Choice.Expression;
        request.ExpressionAttributeNames = plan.Choice.Names;
        if (plan.Filter is { } filter)
        {
            request.FilterExpression = filter.Expression;
            request.ExpressionAttributeValues = new(StringComparer.Ordinal) { [":f"] = filter.Value };
        }

        return request;
    }
}
