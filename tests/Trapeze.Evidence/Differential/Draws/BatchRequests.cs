using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws batches, of one table or two.</summary>
internal sealed class BatchRequests(Chance chance, IReadOnlyList<TableDefinition> tables)
{
    public BatchGetItemRequest BatchGet()
    {
        var request = new BatchGetItemRequest { RequestItems = [], ReturnConsumedCapacity = new RequestParts(chance, tables).Counted(isRead: true) };
        foreach (var table in chance.Some(tables, 2))
        {
            var draw = new RequestParts(chance, [table]);
            var asked = new KeysAndAttributes { Keys = draw.Keys(chance.Mistake(3) ? 101 : 4), ConsistentRead = draw.Consistent() };
            if (chance.Of(30))
            {
                (asked.ProjectionExpression, asked.AttributesToGet) = draw.Projection();
                draw.Expressions.Spoil();
                (asked.ExpressionAttributeNames, _) = draw.Placeholders();
            }

            request.RequestItems[draw.TableName() ?? "none"] = asked;
        }

        if (chance.Mistake(2))
        {
            request.RequestItems = [];
        }

        return request;
    }

    public BatchWriteItemRequest BatchWrite()
    {
        var request = new BatchWriteItemRequest
        {
            RequestItems = [],
            ReturnConsumedCapacity = new RequestParts(chance, tables).Counted(),
            ReturnItemCollectionMetrics = chance.Of(2) ? "SIZE" : null,
        };
        foreach (var table in chance.Some(tables, 2))
        {
            var draw = new RequestParts(chance, [table]);
            var writes = draw.Keys(chance.Mistake(4) ? 26 : 5).ConvertAll(key => Write(draw, key));
            request.RequestItems[draw.TableName() ?? "none"] = chance.Mistake(1) ? [] : writes;
        }

        if (chance.Mistake(2))
        {
            request.RequestItems = [];
        }

        return request;
    }

    /// <summary>Puts of many items into one table.</summary>
    public BatchWriteItemRequest Fill()
    {
        var draw = new RequestParts(chance, tables);
        return new()
        {
            RequestItems = new() { [draw.Own.Name] = [.. draw.Keys(12).Select(key => new WriteRequest(new PutRequest(draw.With(key))))] },
        };
    }

    private WriteRequest Write(RequestParts draw, Dictionary<string, AttributeValue> key) =>
        chance.Mistake(2) ? chance.Flip() ? new() : new() { PutRequest = new(draw.With(key)), DeleteRequest = new(key) }
        : chance.Of(60) ? new(new PutRequest(draw.With(key)))
        : new(new DeleteRequest(key));
}
