using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>GetItem and BatchGetItem: the machine's Get.</summary>
internal sealed class PointReads(Scene scene)
{
    private KeySpace Keys => scene.Keys;

    internal async Task GetAsync(Viewer viewer, Dice dice)
    {
        var key = KeySpace.Draw(dice);
        var choice = Choice.Draw(dice);
        var request = new GetItemRequest
        {
            TableName = Keys.TableOf(key),
            Key = Keys.KeyOf(key),
            ConsistentRead = dice.Next(3) switch { 0 => true, 1 => false, _ => null },
            ReturnConsumedCapacity = Capacities.Draw(dice),
            ProjectionExpression = choice.Expression,
            ExpressionAttributeNames = choice.Names,
            AttributesToGet = choice.Legacy,
        };
        scene.CountRead(viewer, key, key);
        var item = viewer.Get(key) is { } value ? Keys.ItemOf(key, value) : null;
        var response = await viewer.Client.GetItemAsync(request);
        scene.Tally.Add("GetItem");
        scene.Tally.Add(item is null ? "store: get absent" : "store: get present");
        var units = Capacities.Read(item is null ? 0 : Contents.SizeOf(item), request.ConsistentRead);
        scene.Compare(
            viewer,
            $"GetItem {key}",
            $"{Contents.Show(item is null ? null : choice.Of(item))} {Capacities.Show(request.ReturnConsumedCapacity, request.TableName, units)} present {item is not null}",
            $"{Contents.Show(response.Item)} {Capacities.Show(response.ConsumedCapacity)} present {response.IsItemSet}");
    }

    internal Task BatchGetAsync(Viewer viewer, Dice dice) =>
        BatchGetAsync(viewer, dice, [.. Enumerable.Range(0, KeySpace.Keys).Where(_ => dice.Flip()).DefaultIfEmpty(dice.Next(KeySpace.Keys))]);

    internal async Task BatchGetAsync(Viewer viewer, Dice dice, IReadOnlyList<int> keys)
    {
        var choice = Choice.Draw(dice);
        bool? consistent = dice.Next(3) switch { 0 => true, 1 => false, _ => null };
        var request = new BatchGetItemRequest { ReturnConsumedCapacity = Capacities.Draw(dice), RequestItems = new(StringComparer.Ordinal) };
        List<string> expected = [];
        foreach (var table in keys.GroupBy(Keys.TableOf, StringComparer.Ordinal))
        {
            request.RequestItems[table.Key] = new KeysAndAttributes
            {
                Keys = [.. table.Select(Keys.KeyOf)],
                ConsistentRead = consistent,
                ProjectionExpression = choice.Expression,
                ExpressionAttributeNames = choice.Names,
                AttributesToGet = choice.Legacy,
            };
            var items = table.Select(key => (Key: key, Item: viewer.Get(key) is { } value ? Keys.ItemOf(key, value) : null)).ToList();
            foreach (var (key, _) in items)
            {
                scene.CountRead(viewer, key, key);
            }

            var units = items.Sum(each => Capacities.Read(each.Item is null ? 0 : Contents.SizeOf(each.Item), consistent));
            expected.Add($"{table.Key}: {Contents.Show(items.Where(each => each.Item is not null).Select(each => choice.Of(each.Item!)))} "
                + Capacities.Show(request.ReturnConsumedCapacity, table.Key, units));
        }

        var response = await viewer.Client.BatchGetItemAsync(request);
        scene.Tally.Add("BatchGetItem");
        var actual = response.Responses.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            $"{pair.Key}: {Contents.Show(pair.Value)} {Capacities.Show(response.ConsumedCapacity?.Find(each => each.TableName == pair.Key))}");
        expected.Sort(StringComparer.Ordinal);
        scene.Compare(viewer, $"BatchGetItem {string.Join(',', keys)}", $"{string.Join(" / ", expected)} left 0", $"{string.Join(" / ", actual)} left {response.UnprocessedKeys.Count}");
    }
}
