using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws transactions: a few actions on different items of the tables, but for a mistake.</summary>
internal sealed class TransactionRequests(Chance chance, IReadOnlyList<TableDefinition> tables)
{
    private const int MostActions = 100;

    public TransactGetItemsRequest Get()
    {
        var request = new TransactGetItemsRequest { ReturnConsumedCapacity = new RequestParts(chance, tables).Counted(isRead: true) };
        request.TransactItems = chance.Mistake(2) ? chance.Flip() ? [] : null
            : chance.Mistake(2) ? TooMany(key => new TransactGetItem { Get = new() { TableName = tables[0].Name, Key = key } })
            : [.. Different().Select(each => chance.Mistake(1) ? new() : new TransactGetItem { Get = Get(each.Parts, each.Key) })];
        return request;
    }

    public TransactWriteItemsRequest Write()
    {
        var request = new TransactWriteItemsRequest
        {
            ReturnConsumedCapacity = new RequestParts(chance, tables).Counted(),
            ReturnItemCollectionMetrics = chance.Of(2) ? "SIZE" : null,
            ClientRequestToken = Token(),
        };
        request.TransactItems = chance.Mistake(1) ? chance.Flip() ? [] : null
            : chance.Mistake(1) ? TooMany(key => new TransactWriteItem { Delete = new() { TableName = tables[0].Name, Key = key } })
            : [.. Different().Select(each => Write(each.Parts, each.Key))];
        return request;
    }

    private Get Get(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        var get = new Get { TableName = parts.TableName(), Key = chance.Mistake(1) ? null : key };
        if (chance.Of(40))
        {
            get.ProjectionExpression = parts.Expressions.Projection();
        }

        parts.Expressions.Spoil();
        (get.ExpressionAttributeNames, _) = parts.Placeholders();
        return get;
    }

    private TransactWriteItem Write(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        if (chance.Mistake(2))
        {
            return chance.Flip() ? new() : new() { Delete = Delete(parts, key), ConditionCheck = Check(parts, key) };
        }

        return chance.Next(20) switch
        {
            < 7 => new() { Put = Put(parts, key) },
            < 13 => new() { Update = Update(parts, key) },
            < 17 => new() { Delete = Delete(parts, key) },
            _ => new() { ConditionCheck = Check(parts, key) },
        };
    }

    private Put Put(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        var put = new Put { TableName = parts.TableName(), Item = chance.Mistake(1) ? null : parts.With(key), ReturnValuesOnConditionCheckFailure = OnFailure() };
        put.ConditionExpression = Condition(parts);
        parts.Expressions.Spoil();
        (put.ExpressionAttributeNames, put.ExpressionAttributeValues) = parts.Placeholders();
        return put;
    }

    private Update Update(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        var update = new Update { TableName = parts.TableName(), Key = chance.Mistake(1) ? null : key, ReturnValuesOnConditionCheckFailure = OnFailure() };
        update.UpdateExpression = parts.Expressions.Update();
        update.ConditionExpression = Condition(parts);
        parts.Expressions.Spoil();
        (update.ExpressionAttributeNames, update.ExpressionAttributeValues) = parts.Placeholders();
        return update;
    }

    private Delete Delete(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        var delete = new Delete { TableName = parts.TableName(), Key = chance.Mistake(1) ? null : key, ReturnValuesOnConditionCheckFailure = OnFailure() };
        delete.ConditionExpression = Condition(parts);
        parts.Expressions.Spoil();
        (delete.ExpressionAttributeNames, delete.ExpressionAttributeValues) = parts.Placeholders();
        return delete;
    }

    private ConditionCheck Check(RequestParts parts, Dictionary<string, AttributeValue> key)
    {
        var check = new ConditionCheck { TableName = parts.TableName(), Key = chance.Mistake(1) ? null : key, ReturnValuesOnConditionCheckFailure = OnFailure() };
        check.ConditionExpression = chance.Mistake(2) ? null : parts.Expressions.Condition();
        parts.Expressions.Spoil();
        (check.ExpressionAttributeNames, check.ExpressionAttributeValues) = parts.Placeholders();
        return check;
    }

    private string? Condition(RequestParts parts) => chance.Of(20) ? parts.Expressions.Condition() : null;

    // DynamoDB Local does not look whether there is such a value.
    private string? OnFailure() => chance.Pick("ALL_OLD", "NONE", null);

    private string? Token() => chance.Mistake(2) ? chance.Flip() ? "" : new string('t', 37) : chance.Of(25) ? $"token-{chance.Next(3)}" : null;

    private List<(RequestParts Parts, Dictionary<string, AttributeValue> Key)> Different()
    {
        var drawn = Enumerable.Range(0, 1 + chance.Next(4)).Select(_ => new RequestParts(chance, tables)).Select(parts => (parts, parts.Items.Key(parts.Own))).ToList();
        List<(RequestParts, Dictionary<string, AttributeValue>)> different = [.. drawn.DistinctBy(each => $"{each.parts.Own.Name} {ValueText.Of(each.Item2)}", StringComparer.Ordinal)];
        if (chance.Mistake(8))
        {
            different.Add((new RequestParts(chance, [different[0].Item1.Own]), different[0].Item2));
        }

        return different;
    }

    private List<T> TooMany<T>(Func<Dictionary<string, AttributeValue>, T> of) =>
        [.. Enumerable.Range(0, MostActions + 1).Select(number => of(new RequestParts(chance, [tables[0]]).Items.Numbered(tables[0])(number)))];
}
