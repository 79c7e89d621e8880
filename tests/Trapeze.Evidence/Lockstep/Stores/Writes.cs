using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>PutItem, DeleteItem, UpdateItem and BatchWriteItem: the machine's Write, Delete and ConditionalWrite.</summary>
internal sealed class Writes(Scene scene)
{
    private const string Failed = "refused: The conditional request failed";

    private KeySpace Keys => scene.Keys;

    internal async Task PutAsync(Viewer viewer, Dice dice)
    {
        var (key, value) = (KeySpace.Draw(dice), dice.Next(8));
        var guard = dice.Flip() ? Guard.Draw(dice, dice.Next(3) == 0) : null;
        var returns = dice.Flip() ? ReturnValue.ALL_OLD : dice.Flip() ? ReturnValue.NONE : null;
        var request = new PutItemRequest
        {
            TableName = Keys.TableOf(key),
            Item = Keys.ItemOf(key, value),
            ReturnValues = returns,
            ReturnConsumedCapacity = Capacities.Draw(dice),
            ConditionExpression = guard?.Expression,
            ExpressionAttributeNames = NullIfEmpty(guard?.Names),
            ExpressionAttributeValues = NullIfEmpty(guard?.Values),
            Expected = guard?.Legacy,
            ReturnValuesOnConditionCheckFailure = guard?.OnFailure,
        };
        var blind = guard is null && returns != ReturnValue.ALL_OLD && request.ReturnConsumedCapacity is null;
        var (old, met) = blind
            ? Blind(viewer, new Model.Instruction(Model.Rule.Write) { Key = key, Constant = value })
            : Obey(viewer, key, guard, Model.Change.Put, value);
        var actual = await AnswerAsync(async () =>
        {
            var response = await viewer.Client.PutItemAsync(request);
            return $"old {Contents.Show(response.Attributes)} {Capacities.Show(response.ConsumedCapacity)}";
        });
        scene.Tally.Add("PutItem");
        var units = Capacities.OfWrite(request.TableName, old, request.Item);
        var expected = met
            ? $"old {Contents.Show(returns == ReturnValue.ALL_OLD ? old : null)} {Capacities.Show(request.ReturnConsumedCapacity?.Value, request.TableName, units)}"
            : Refusal(guard!, old);
        scene.Compare(viewer, $"PutItem {key} := {value} if {guard}", expected, actual);
    }

    internal async Task DeleteAsync(Viewer viewer, Dice dice)
    {
        var key = KeySpace.Draw(dice);
        var guard = dice.Flip() ? Guard.Draw(dice, dice.Next(3) == 0) : null;
        var returns = dice.Flip() ? ReturnValue.ALL_OLD : dice.Flip() ? ReturnValue.NONE : null;
        var request = new DeleteItemRequest
        {
            TableName = Keys.TableOf(key),
            Key = Keys.KeyOf(key),
            ReturnValues = returns,
            ReturnConsumedCapacity = Capacities.Draw(dice),
            ConditionExpression = guard?.Expression,
            ExpressionAttributeNames = NullIfEmpty(guard?.Names),
            ExpressionAttributeValues = NullIfEmpty(guard?.Values),
            Expected = guard?.Legacy,
            ReturnValuesOnConditionCheckFailure = guard?.OnFailure,
        };
        var blind = guard is null && returns != ReturnValue.ALL_OLD && request.ReturnConsumedCapacity is null;
        var (old, met) = blind
            ? Blind(viewer, new Model.Instruction(Model.Rule.Delete) { Key = key })
            : Obey(viewer, key, guard, Model.Change.Delete, value: 0);
        var actual = await AnswerAsync(async () =>
        {
            var response = await viewer.Client.DeleteItemAsync(request);
            return $"old {Contents.Show(response.Attributes)} {Capacities.Show(response.ConsumedCapacity)}";
        });
        scene.Tally.Add("DeleteItem");
        var expected = met
            ? $"old {Contents.Show(returns == ReturnValue.ALL_OLD ? old : null)} {Capacities.Show(request.ReturnConsumedCapacity?.Value, request.TableName, Capacities.OfWrite(request.TableName, old, made: null))}"
            : Refusal(guard!, old);
        scene.Compare(viewer, $"DeleteItem {key} if {guard}", expected, actual);
    }

    internal async Task UpdateAsync(Viewer viewer, Dice dice)
    {
        var key = KeySpace.Draw(dice);
        var legacy = dice.Next(3) == 0;
        var guard = Guard.Draw(dice, legacy);
        var update = Update.Draw(dice, viewer.Get(key), legacy);
        var returns = dice.Next(6) switch
        {
            0 => ReturnValue.ALL_OLD,
            1 => ReturnValue.ALL_NEW,
            2 => ReturnValue.UPDATED_OLD,
            3 => ReturnValue.UPDATED_NEW,
            4 => ReturnValue.NONE,
            _ => null,
        };
        foreach (var (name, value) in guard.Values)
        {
            update.Values[name] = value;
        }

        var request = new UpdateItemRequest
        {
            TableName = Keys.TableOf(key),
            Key = Keys.KeyOf(key),
            ReturnValues = returns,
            ReturnConsumedCapacity = Capacities.Draw(dice),
            UpdateExpression = update.Expression,
            AttributeUpdates = update.Legacy,
            ConditionExpression = guard.Expression,
            ExpressionAttributeNames = NullIfEmpty(guard.Names),
            ExpressionAttributeValues = NullIfEmpty(update.Values),
            Expected = guard.Legacy,
            ReturnValuesOnConditionCheckFailure = guard.OnFailure,
        };
        var (old, met) = Obey(viewer, key, guard, update.Change, update.Amount);
        var actual = await AnswerAsync(async () =>
        {
            var response = await viewer.Client.UpdateItemAsync(request);
            return $"attributes {Contents.Show(response.Attributes)} {Capacities.Show(response.ConsumedCapacity)}";
        });
        scene.Tally.Add("UpdateItem");
        scene.Tally.Add(old is null ? "store: update of what is absent" : "store: update of what is present");
        var made = viewer.Get(key) is { } now ? Keys.ItemOf(key, now) : null;
        var shown = returns?.Value switch
        {
            "ALL_OLD" => old,
            "ALL_NEW" => made,
            "UPDATED_OLD" => old is null ? null : Updated(old),
            "UPDATED_NEW" when met => Updated(made!),
            _ => null,
        };
        var expected = met
            ? $"attributes {Contents.Show(shown)} {Capacities.Show(request.ReturnConsumedCapacity?.Value, request.TableName, Capacities.OfWrite(request.TableName, old, made))}"
            : Refusal(guard, old);
        scene.Compare(viewer, $"UpdateItem {key} {update.Change} {update.Amount.ToString(CultureInfo.InvariantCulture)} by `{update.Expression ?? "legacy"}` if {guard}", expected, actual);
    }

    internal async Task BatchWriteAsync(Viewer viewer, Dice dice)
    {
        var request = new BatchWriteItemRequest { ReturnConsumedCapacity = Capacities.Draw(dice), RequestItems = new(StringComparer.Ordinal) };
        var units = new Dictionary<string, IndexedUnits>(StringComparer.Ordinal);
        var any = dice.Next(KeySpace.Keys);
        for (var key = 0; key < KeySpace.Keys; key++)
        {
            var (taken, value, deletes) = (dice.Next(3) == 0 || key == any, dice.Next(8), dice.Next(3) == 0);
            if (!taken)
            {
                continue;
            }

            var table = Keys.TableOf(key);
            var item = Keys.ItemOf(key, value);
            request.RequestItems.TryAdd(table, []);
            request.RequestItems[table].Add(deletes
                ? new WriteRequest { DeleteRequest = new DeleteRequest { Key = Keys.KeyOf(key) } }
                : new WriteRequest { PutRequest = new PutRequest { Item = item } });
            scene.Note($"BatchWriteItem at {viewer.Name}: {(deletes ? $"delete {key}" : $"{key} := {value}")}");
            var (old, _) = request.ReturnConsumedCapacity is null or { Value: "NONE" }
                ? Blind(viewer, deletes ? new Model.Instruction(Model.Rule.Delete) { Key = key } : new Model.Instruction(Model.Rule.Write) { Key = key, Constant = value })
                : Obey(viewer, key, guard: null, deletes ? Model.Change.Delete : Model.Change.Put, value);
            units[table] = units.GetValueOrDefault(table) + Capacities.OfWrite(table, old, deletes ? null : item);
        }

        var response = await viewer.Client.BatchWriteItemAsync(request);
        scene.Tally.Add("BatchWriteItem");
        scene.Compare(
            viewer,
            "BatchWriteItem",
            $"left 0 {string.Join(" / ", units.Select(pair => Capacities.Show(request.ReturnConsumedCapacity?.Value, pair.Key, pair.Value)).Where(text => text.Length > 0).Order(StringComparer.Ordinal))}",
            $"left {response.UnprocessedItems.Count} {string.Join(" / ", (response.ConsumedCapacity ?? []).Select(Capacities.Show).Order(StringComparer.Ordinal))}");
    }

    private static (Dictionary<string, AttributeValue>? Old, bool Met) Blind(Viewer viewer, Model.Instruction instruction)
    {
        viewer.Obey(instruction);
        return (null, true);
    }

    private (Dictionary<string, AttributeValue>? Old, bool Met) Obey(Viewer viewer, int key, Guard? guard, Model.Change change, int value)
    {
        scene.CountRead(viewer, key, key);
        var after = viewer.Obey(new Model.Instruction(Model.Rule.ConditionalWrite)
        {
            Key = key,
            Constant = value,
            Test = guard?.Test ?? Model.Test.Always,
            Expected = guard?.Number ?? 0,
            Change = change,
        });
        scene.Tally.Add("store: conditions");
        scene.Tally.Add(after.Status == 1 ? "store: condition met" : "store: condition refused");
        return (after.Result == Model.Activation.Absent ? null : Keys.ItemOf(key, after.Result), after.Status == 1);
    }

    private static string Refusal(Guard guard, Dictionary<string, AttributeValue>? old) => $"{Failed} {Contents.Show(guard.ReturnsOnFailure ? old : null)}";

    private static async Task<string> AnswerAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ConditionalCheckFailedException refusal)
        {
            return $"refused: {refusal.Message} {Contents.Show(refusal.Item is { Count: > 0 } ? refusal.Item : null)}";
        }
    }

    private static Dictionary<string, AttributeValue> Updated(Dictionary<string, AttributeValue> item) =>
        item.Where(pair => pair.Key is Contents.Number or Contents.Text or Contents.Set).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, T>? NullIfEmpty<T>(Dictionary<string, T>? map) => map is { Count: > 0 } ? map : null;
}
