using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Allowances;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential;

/// <summary>Asks both sides again about what they answered in different ways: what an allowance says of a side is held against what that side tells by itself.</summary>
/// <remarks>What is asked changes nothing where the allowance is right; where it is not, the program ends.</remarks>
internal sealed class Inquiry(AmazonDynamoDBClient theirs, AmazonDynamoDBClient ours)
{
    private const string Unknown = "1 validation error detected: Value '";

    /// <summary>The exchange with what was found out about it.</summary>
    public async Task<Exchange> ExplainAsync(Exchange exchange)
    {
        if (exchange.Differing.Count == 0 || Wordings.AreOne(exchange))
        {
            return exchange;
        }

        exchange = exchange with
        {
            FaultsAlone = await FaultsAloneAsync(exchange),
            TheirFaultsAlone = await TheirFaultsAloneAsync(exchange),
            InDetail = await InDetailAsync(exchange),
        };

        // What is left of a request may be done: then nothing explains the exchange, and the program ends.
        return AllowanceList.Of(exchange) is null ? exchange with { WithoutLateParts = await WithoutLatePartsAsync(exchange) } : exchange;
    }

    /// <summary>The items of some keys, as the engine has them.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>?>> ItemsAsync(IEnumerable<(string Table, Dictionary<string, AttributeValue> Key)> keys)
    {
        List<Dictionary<string, AttributeValue>?> items = [];
        foreach (var (table, key) in keys)
        {
            items.Add((await ReadAsync(table, key)).Item);
        }

        return items;
    }

    // Only of what both refuse, and where DynamoDB Local may have refused it for something else.
    private async Task<IReadOnlyList<string>> FaultsAloneAsync(Exchange exchange)
    {
        if (exchange.Theirs.Error is not ("ValidationException" or "ConditionalCheckFailedException") || exchange.Ours.Error is null)
        {
            return [];
        }

        List<string> faults = [];
        if (exchange.Ours.Fields[Answer.Message].StartsWith(Unknown, StringComparison.Ordinal) && SingleActions.Known(exchange.Operation!.Request) is { } known
            && await Answering.AskAsync(ours, new Operation("all of it known", known)) is { Error: not null } refused)
        {
            faults.Add(refused.Fields[Answer.Message]);
        }

        foreach (var update in SingleActions.Updates(exchange.Operation!.Request))
        {
            faults.AddRange(await FaultsAloneAsync(update));
        }

        return faults;
    }

    // What the engine refuses each of an update's actions for; what was there is put back.
    private async Task<IReadOnlyList<string>> FaultsAloneAsync(UpdateItemRequest update)
    {
        var (old, isRefused) = await ReadAsync(update.TableName, update.Key);
        if (isRefused)
        {
            return [];
        }

        List<string> faults = [];
        foreach (var action in SingleActions.Of(update))
        {
            var answer = await Answering.AskAsync(ours, new Operation("an action alone", action));
            if (answer.Error is not null)
            {
                faults.Add(answer.Fields[Answer.Message]);
            }
            else if (old is { Count: > 0 })
            {
                await ours.PutItemAsync(update.TableName, old);
            }
            else
            {
                await ours.DeleteItemAsync(update.TableName, update.Key);
            }
        }

        return faults;
    }

    private async Task<IReadOnlyList<string>> TheirFaultsAloneAsync(Exchange exchange)
    {
        List<string> faults = [];
        foreach (var part in TheirParts.Of(exchange))
        {
            if (await Answering.AskAsync(theirs, new Operation("a part alone", part)) is { Error: "ValidationException" } refused)
            {
                faults.Add(refused.Fields[Answer.Message]);
            }
        }

        return faults;
    }

    private async Task<Exchange?> InDetailAsync(Exchange exchange) =>
        exchange is { Operation: { ToTheEnd: false } operation, Differing: ["ConsumedCapacity"] } && IndexFetches.InDetail(operation.Request) is { } request
            ? await AgainAsync(exchange, operation with { Request = request })
            : null;

    private async Task<Exchange?> WithoutLatePartsAsync(Exchange exchange)
    {
        if (LateParts.Without(exchange) is not { } request)
        {
            return null;
        }

        var operation = exchange.Operation! with { Request = request };
        return await ExplainAsync(new Exchange(operation, exchange.Theirs, await Answering.AskAsync(ours, operation)) { Tables = exchange.Tables });
    }

    private async Task<Exchange> AgainAsync(Exchange exchange, Operation operation) =>
        new(operation, await Answering.AskAsync(theirs, operation), await Answering.AskAsync(ours, operation)) { Tables = exchange.Tables };

    private async Task<(Dictionary<string, AttributeValue>? Item, bool IsRefused)> ReadAsync(string table, Dictionary<string, AttributeValue> key)
    {
        try
        {
            return ((await ours.GetItemAsync(table, key)).Item, false);
        }
        catch (AmazonDynamoDBException)
        {
            return (null, true);
        }
    }
}
