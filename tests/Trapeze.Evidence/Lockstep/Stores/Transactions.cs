using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>TransactWriteItems and TransactGetItems: the machine's ConditionalWrite and Get, several in one step.</summary>
/// <remarks>The machine has no rule for a transaction: it asks every condition of the state before, and obeys all parts or none.</remarks>
internal sealed class Transactions(Scene scene)
{
    private const string Failed = "The conditional request failed";

    private KeySpace Keys => scene.Keys;

    internal async Task WriteAsync(Viewer viewer, Dice dice)
    {
        var parts = DrawKeys(dice).Select(key => TransactionPart.Draw(dice, Keys, key, viewer.Get(key))).ToList();
        var request = new TransactWriteItemsRequest { TransactItems = [.. parts.Select(part => part.Action)], ReturnConsumedCapacity = Capacities.Draw(dice) };
        var olds = parts.ConvertAll(part => Item(part.Key, viewer.Get(part.Key)));
        scene.CountRead(viewer, parts.Select(part => part.Key));
        var met = parts.ConvertAll(part => scene.Try(viewer, part.Instruction).Status == 1);
        var all = met.TrueForAll(each => each);
        foreach (var part in all ? parts.Where(part => part.Writes) : [])
        {
            viewer.Obey(part.Instruction);
        }

        var news = parts.ConvertAll(part => Item(part.Key, viewer.Get(part.Key)));
        scene.Tally.Add("store: transactions");
        scene.Tally.Add(all ? "store: transaction done" : "store: transaction cancelled");
        var token = dice.Flip() ? $"{dice.NextBits():x}" : null;
        request.ClientRequestToken = token;
        var what = $"TransactWriteItems {string.Join(", ", parts)}{(token is null ? "" : " with a token")}";
        var expected = all
            ? $"done {Show(request.ReturnConsumedCapacity?.Value, parts, at => Capacities.OfWrite(Keys.TableOf(parts[at].Key), olds[at], news[at]))}"
            : $"cancelled {string.Join(", ", parts.Select((part, at) => met[at] ? "None" : $"ConditionalCheckFailed {Failed} {Contents.Show(part.Guard!.ReturnsOnFailure ? olds[at] : null)}"))}";
        scene.Compare(viewer, what, expected, await AnswerAsync(viewer, request));
        scene.Tally.Add("TransactWriteItems");
        if (token is not null)
        {
            // What was done is not done again, and is answered with a read of what is there now; what was not done is tried again.
            scene.Compare(
                viewer,
                $"{what} again",
                all ? $"done {Show(request.ReturnConsumedCapacity?.Value, parts, at => IndexedUnits.Only(Capacities.Read(Size(news[at]), consistent: true)))}" : expected,
                await AnswerAsync(viewer, request));
        }
    }

    internal async Task GetAsync(Viewer viewer, Dice dice)
    {
        var keys = DrawKeys(dice);
        var choices = keys.ConvertAll(_ => Choice.Draw(dice, legacy: false));
        var request = new TransactGetItemsRequest
        {
            ReturnConsumedCapacity = Capacities.Draw(dice),
            TransactItems = [.. keys.Zip(choices, (key, choice) => new TransactGetItem
            {
                Get = new Get { TableName = Keys.TableOf(key), Key = Keys.KeyOf(key), ProjectionExpression = choice.Expression, ExpressionAttributeNames = choice.Names },
            })],
        };
        scene.CountRead(viewer, keys);
        var items = keys.ConvertAll(key => Item(key, viewer.Get(key)));
        var response = await viewer.Client.TransactGetItemsAsync(request);
        scene.Tally.Add("TransactGetItems");
        var shown = items.Zip(choices, (item, choice) => Contents.Show(item is null ? null : choice.Of(item)));
        scene.Compare(
            viewer,
            $"TransactGetItems {string.Join(',', keys)}",
            $"{string.Join("; ", shown)} {Show(request.ReturnConsumedCapacity?.Value, keys, at => IndexedUnits.Only(Capacities.Read(Size(items[at]), consistent: true)))}",
            $"{string.Join("; ", response.Responses.Select(each => Contents.Show(each.Item)))} {Show(response.ConsumedCapacity)}");
    }

    private static async Task<string> AnswerAsync(Viewer viewer, TransactWriteItemsRequest request)
    {
        try
        {
            return $"done {Show((await viewer.Client.TransactWriteItemsAsync(request)).ConsumedCapacity)}";
        }
        catch (TransactionCanceledException cancelled)
        {
            return $"cancelled {string.Join(", ", cancelled.CancellationReasons.Select(reason => reason.Code == "None" ? reason.Code : $"{reason.Code} {reason.Message} {Contents.Show(reason.Item is { Count: > 0 } ? reason.Item : null)}"))}";
        }
    }

    private static List<int> DrawKeys(Dice dice)
    {
        var any = dice.Next(KeySpace.Keys);
        return [.. Enumerable.Range(0, KeySpace.Keys).Where(key => dice.Next(4) == 0 || key == any)];
    }

    private Dictionary<string, AttributeValue>? Item(int key, int? value) => value is { } number ? Keys.ItemOf(key, number) : null;

    private static long Size(Dictionary<string, AttributeValue>? item) => item is null ? 0 : Contents.SizeOf(item);

    private string Show(string? asked, IReadOnlyList<TransactionPart> parts, Func<int, IndexedUnits> units) => Show(asked, [.. parts.Select(part => part.Key)], units);

    // Every unit counts twice, and every table has an entry.
    private string Show(string? asked, IReadOnlyList<int> keys, Func<int, IndexedUnits> units) => asked is not ("TOTAL" or "INDEXES")
        ? ""
        : string.Join(" / ", Enumerable.Range(0, keys.Count).GroupBy(at => Keys.TableOf(keys[at]), StringComparer.Ordinal)
            .Select(table => Capacities.Show(asked, table.Key, table.Aggregate(default(IndexedUnits), (sum, at) => sum + units(at) + units(at)))).Order(StringComparer.Ordinal));

    private static string Show(List<ConsumedCapacity>? consumed) =>
        string.Join(" / ", (consumed ?? []).Select(Capacities.Show).Order(StringComparer.Ordinal));
}
