using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws queries and scans, of tables and of indexes.</summary>
internal sealed class PageRequests(RequestParts parts)
{
    public QueryRequest Query()
    {
        var request = new QueryRequest
        {
            TableName = parts.TableName(),
            ScanIndexForward = parts.Chance.Pick<bool?>(null, true, false),
            Limit = parts.Limit(),
            ConsistentRead = Consistent(),
            ReturnConsumedCapacity = parts.Counted(isRead: true),
            IndexName = parts.Chance.Mistake(1) ? parts.Chance.Pick("index", "x", "") : parts.Index?.Name,
        };
        var isLegacy = parts.Chance.Of(18);
        if (isLegacy ? !parts.Chance.Mistake(2) : parts.Chance.Mistake(2))
        {
            request.KeyConditions = parts.Legacy.KeyConditions();
        }

        if (!isLegacy || parts.Chance.Mistake(2))
        {
            request.KeyConditionExpression = parts.Expressions.KeyCondition();
        }

        if (parts.Chance.Of(35) && (parts.HasMore || parts.Chance.Mistake(20)))
        {
            if (isLegacy ? !parts.Chance.Mistake(5) : parts.Chance.Mistake(5))
            {
                request.QueryFilter = parts.Legacy.Filter();
                request.ConditionalOperator = parts.Operator(request.QueryFilter.Count);
            }
            else
            {
                request.FilterExpression = parts.Expressions.Filter();
            }
        }

        if (isLegacy && !parts.Chance.Mistake(5))
        {
            request.AttributesToGet = parts.Chance.Of(30) ? parts.Legacy.AttributesToGet() : null;
        }
        else if (parts.Chance.Of(30))
        {
            (request.ProjectionExpression, request.AttributesToGet) = parts.Projection(expressionOnly: !parts.Chance.Mistake(5));
        }

        request.Select = parts.Select(request.ProjectionExpression is not null || request.AttributesToGet is not null);
        request.ExclusiveStartKey = (parts.Chance.IsRight && parts.Chance.Of(12)) || parts.Chance.Mistake(6) ? Start() : null;
        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = parts.Placeholders();
        return request;
    }

    public ScanRequest Scan()
    {
        var request = new ScanRequest
        {
            TableName = parts.TableName(),
            Limit = parts.Limit(),
            ConsistentRead = Consistent(),
            ReturnConsumedCapacity = parts.Counted(isRead: true),
            IndexName = parts.Chance.Mistake(1) ? parts.Chance.Pick("index", "x", "") : parts.Index?.Name,
        };
        if (parts.Chance.Of(45))
        {
            if (parts.Chance.Of(20))
            {
                request.ScanFilter = parts.Legacy.Filter();
                request.ConditionalOperator = parts.Operator(request.ScanFilter.Count);
            }

            if (request.ScanFilter is null || parts.Chance.Mistake(5))
            {
                request.FilterExpression = parts.Expressions.Condition();
            }
        }

        if (parts.Chance.Of(30) && (request.ScanFilter is null || parts.Chance.Mistake(5)))
        {
            (request.ProjectionExpression, request.AttributesToGet) = parts.Projection(expressionOnly: request.FilterExpression is not null && !parts.Chance.Mistake(5));
        }

        request.Select = parts.Select(request.ProjectionExpression is not null || request.AttributesToGet is not null);
        if (parts.Chance.Mistake(6))
        {
            (request.Segment, request.TotalSegments) = parts.Chance.Pick<(int?, int?)>((0, null), (null, 2), (2, 2), (-1, 2), (0, 0), (0, 1), (0, 1_000_001), (1, 1_000_000));
        }

        request.ExclusiveStartKey = parts.Chance.Mistake(8) ? Start() : null;
        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = parts.Placeholders();
        return request;
    }

    // Of a global index only as a mistake.
    private bool? Consistent() => parts.Index is not { Hash: not null } || parts.Chance.Mistake(4) ? parts.Consistent() : parts.Chance.Pick<bool?>(null, false);

    // The key of the table and, of an index, its own.
    private Dictionary<string, AttributeValue> Start()
    {
        var key = parts.Items.Key(parts.Own);
        if (parts.Index is not null && !parts.Chance.Mistake(8))
        {
            foreach (var attribute in IndexKeys.All(parts.Own, parts.Index))
            {
                key.TryAdd(attribute.Name, parts.Items.IndexKeyValue(parts.Own, attribute));
            }
        }

        return key;
    }
}
