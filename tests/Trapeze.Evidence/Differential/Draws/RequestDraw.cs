using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws one request, with all the parameters that its operation has.</summary>
internal sealed class RequestDraw
{
    private readonly Chance _chance;
    private readonly IReadOnlyList<TableDefinition> _tables;
    private readonly TableDefinition _table;
    private readonly ValueDraw _values;
    private readonly ItemDraw _items;
    private readonly ExpressionDraw _expressions;
    private readonly LegacyDraw _legacy;

    public RequestDraw(Chance chance, IReadOnlyList<TableDefinition> tables)
    {
        _chance = chance;
        _tables = tables;
        _table = chance.From(tables);
        _values = new ValueDraw(chance);
        _items = new ItemDraw(chance, _values);
        _expressions = new ExpressionDraw(chance, _table, _values, _items);
        _legacy = new LegacyDraw(chance, _table, _values, _items);
    }

    public GetItemRequest Get()
    {
        var request = new GetItemRequest { TableName = Table(), Key = Key(), ConsistentRead = Consistent(), ReturnConsumedCapacity = Counted(isRead: true) };
        (request.ProjectionExpression, request.AttributesToGet) = Projection();
        _expressions.Spoil();
        (request.ExpressionAttributeNames, _) = Placeholders();
        return request;
    }

    public PutItemRequest Put()
    {
        var request = new PutItemRequest
        {
            TableName = Table(),
            Item = _chance.Mistake(1) ? null : _items.Item(_table),
            ReturnValues = _chance.Of(40) ? "ALL_OLD" : Returns("NONE", "ALL_NEW", "UPDATED_NEW"),
            ReturnConsumedCapacity = Counted(),
            ReturnItemCollectionMetrics = _chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = OnFailure(),
        };
        (request.ConditionExpression, request.Expected, request.ConditionalOperator) = Condition();
        _expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = Placeholders();
        return request;
    }

    public DeleteItemRequest Delete()
    {
        var request = new DeleteItemRequest
        {
            TableName = Table(),
            Key = Key(),
            ReturnValues = _chance.Of(50) ? "ALL_OLD" : Returns("NONE", "ALL_NEW", "UPDATED_OLD"),
            ReturnConsumedCapacity = Counted(),
            ReturnItemCollectionMetrics = _chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = OnFailure(),
        };
        (request.ConditionExpression, request.Expected, request.ConditionalOperator) = Condition();
        _expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = Placeholders();
        return request;
    }

    public UpdateItemRequest Update()
    {
        var request = new UpdateItemRequest
        {
            TableName = Table(),
            Key = Key(),
            ReturnValues = _chance.Of(70) ? _chance.Pick("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW") : Returns("NONE", "ALL", "all_new"),
            ReturnConsumedCapacity = Counted(),
            ReturnItemCollectionMetrics = _chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = OnFailure(),
        };
        var isLegacy = _chance.Of(18);
        if (isLegacy || _chance.Mistake(2))
        {
            request.AttributeUpdates = _legacy.Updates();
        }

        if (!isLegacy && _chance.Of(97) || _chance.Mistake(2))
        {
            request.UpdateExpression = _expressions.Update();
        }

        if (_chance.Of(25))
        {
            (request.ConditionExpression, request.Expected, request.ConditionalOperator) = Condition(isLegacy && !_chance.Mistake(10), !isLegacy && !_chance.Mistake(10));
        }

        _expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = Placeholders();
        return request;
    }

    public QueryRequest Query()
    {
        var request = new QueryRequest
        {
            TableName = Table(),
            ScanIndexForward = _chance.Pick<bool?>(null, true, false),
            Limit = Limit(),
            ConsistentRead = Consistent(),
            ReturnConsumedCapacity = Counted(isRead: true),
            IndexName = _chance.Mistake(1) ? "index" : null,
        };
        var isLegacy = _chance.Of(18);
        if (isLegacy ? !_chance.Mistake(2) : _chance.Mistake(2))
        {
            request.KeyConditions = _legacy.KeyConditions();
        }

        if (!isLegacy || _chance.Mistake(2))
        {
            request.KeyConditionExpression = _expressions.KeyCondition();
        }

        if (_chance.Of(35))
        {
            if (isLegacy ? !_chance.Mistake(5) : _chance.Mistake(5))
            {
                request.QueryFilter = _legacy.Filter();
                request.ConditionalOperator = Operator(request.QueryFilter.Count);
            }
            else
            {
                request.FilterExpression = _expressions.Filter();
            }
        }

        if (isLegacy && !_chance.Mistake(5))
        {
            request.AttributesToGet = _chance.Of(30) ? _legacy.AttributesToGet() : null;
        }
        else if (_chance.Of(30))
        {
            (request.ProjectionExpression, request.AttributesToGet) = Projection(expressionOnly: !_chance.Mistake(5));
        }

        request.Select = Select(request.ProjectionExpression is not null || request.AttributesToGet is not null);
        request.ExclusiveStartKey = (_chance.IsRight && _chance.Of(12)) || _chance.Mistake(6) ? _items.Key(_table) : null;
        _expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = Placeholders();
        return request;
    }

    public ScanRequest Scan()
    {
        var request = new ScanRequest
        {
            TableName = Table(),
            Limit = Limit(),
            ConsistentRead = Consistent(),
            ReturnConsumedCapacity = Counted(isRead: true),
            IndexName = _chance.Mistake(1) ? "index" : null,
        };
        if (_chance.Of(45))
        {
            if (_chance.Of(20))
            {
                request.ScanFilter = _legacy.Filter();
                request.ConditionalOperator = Operator(request.ScanFilter.Count);
            }

            if (request.ScanFilter is null || _chance.Mistake(5))
            {
                request.FilterExpression = _expressions.Condition();
            }
        }

        if (_chance.Of(30) && (request.ScanFilter is null || _chance.Mistake(5)))
        {
            (request.ProjectionExpression, request.AttributesToGet) = Projection(expressionOnly: request.FilterExpression is not null && !_chance.Mistake(5));
        }

        request.Select = Select(request.ProjectionExpression is not null || request.AttributesToGet is not null);
        if (_chance.Mistake(6))
        {
            (request.Segment, request.TotalSegments) = _chance.Pick<(int?, int?)>((0, null), (null, 2), (2, 2), (-1, 2), (0, 0), (0, 1), (0, 1_000_001), (1, 1_000_000));
        }

        request.ExclusiveStartKey = _chance.Mistake(8) ? _items.Key(_table) : null;
        _expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = Placeholders();
        return request;
    }

    public BatchGetItemRequest BatchGet()
    {
        var request = new BatchGetItemRequest { RequestItems = [], ReturnConsumedCapacity = Counted(isRead: true) };
        foreach (var table in _chance.Some(_tables, 2))
        {
            var draw = new RequestDraw(_chance, [table]);
            var asked = new KeysAndAttributes { Keys = draw.Keys(_chance.Mistake(3) ? 101 : 4), ConsistentRead = Consistent() };
            if (_chance.Of(30))
            {
                (asked.ProjectionExpression, asked.AttributesToGet) = draw.Projection();
                draw._expressions.Spoil();
                (asked.ExpressionAttributeNames, _) = draw.Placeholders();
            }

            request.RequestItems[draw.Table() ?? "none"] = asked;
        }

        if (_chance.Mistake(2))
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
            ReturnConsumedCapacity = Counted(),
            ReturnItemCollectionMetrics = _chance.Of(2) ? "SIZE" : null,
        };
        foreach (var table in _chance.Some(_tables, 2))
        {
            var draw = new RequestDraw(_chance, [table]);
            var writes = draw.Keys(_chance.Mistake(4) ? 26 : 5).ConvertAll(draw.Write);
            request.RequestItems[draw.Table() ?? "none"] = _chance.Mistake(1) ? [] : writes;
        }

        if (_chance.Mistake(2))
        {
            request.RequestItems = [];
        }

        return request;
    }

    /// <summary>Puts of many items into the one table.</summary>
    public BatchWriteItemRequest Fill() => new()
    {
        RequestItems = new() { [_table.Name] = [.. Keys(12).Select(key => new WriteRequest(new PutRequest(With(key))))] },
    };

    private WriteRequest Write(Dictionary<string, AttributeValue> key) =>
        _chance.Mistake(2) ? _chance.Flip() ? new() : new() { PutRequest = new(With(key)), DeleteRequest = new(key) }
        : _chance.Of(60) ? new(new PutRequest(With(key)))
        : new(new DeleteRequest(key));

    private Dictionary<string, AttributeValue> With(Dictionary<string, AttributeValue> key)
    {
        var item = _items.Item(_table);
        foreach (var (name, value) in key)
        {
            item[name] = value;
        }

        return item;
    }

    // Different keys, but for a mistake; those of numbers may still be equal.
    private List<Dictionary<string, AttributeValue>> Keys(int most)
    {
        if (most > 25)
        {
            return [.. Enumerable.Range(0, most).Select(_items.Numbered(_table))];
        }

        var keys = Enumerable.Range(0, 1 + _chance.Next(most)).Select(_ => _items.Key(_table)).ToList();
        return _chance.Mistake(5) ? keys : [.. keys.DistinctBy(Answers.ValueText.Of, StringComparer.Ordinal)];
    }

    private string? Table() => _chance.Mistake(1) ? _chance.Pick("nowhere", "x", "a b", null) : _table.Name;

    private Dictionary<string, AttributeValue>? Key() => _chance.Mistake(1) ? null : _items.Key(_table);

    private bool? Consistent() => _chance.Pick<bool?>(null, true, false);

    // DynamoDB Local makes a write before it looks at what it does not know: only reads make that mistake.
    private string? Counted(bool isRead = false) =>
        _chance.Of(75) ? null : isRead && _chance.Mistake(5) ? "MOST" : _chance.Pick("TOTAL", "TOTAL", "INDEXES", "NONE");

    private string? OnFailure() => _chance.Of(80) ? null : _chance.Mistake(5) ? "ALL_NEW" : _chance.Pick("ALL_OLD", "ALL_OLD", "NONE");

    private string? Returns(string right, params ReadOnlySpan<string> wrong) => _chance.Mistake(5) ? wrong[_chance.Next(wrong.Length)] : _chance.Flip() ? right : null;

    private int? Limit() => _chance.Mistake(2) ? _chance.Pick(0, -1) : _chance.Of(45) ? 1 + _chance.Next(5) : _chance.Of(10) ? 1000 : null;

    private string? Select(bool projects) =>
        _chance.Mistake(6) ? _chance.Pick("COUNT", "SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "MOST")
        : _chance.Of(70) ? null
        : projects ? "SPECIFIC_ATTRIBUTES"
        : _chance.Pick("COUNT", "ALL_ATTRIBUTES");

    private string? Operator(int count) => _chance.Mistake(5) ? _chance.Pick("XOR", "OR", "AND") : count > 1 && _chance.Of(60) ? _chance.Pick("OR", "AND") : null;

    private (string? Expression, List<string>? Attributes) Projection(bool expressionOnly = false) => _chance.Next(expressionOnly ? 8 : 10) switch
    {
        < 4 => (null, null),
        < 8 => (_expressions.Projection(), _chance.Mistake(3) ? _legacy.AttributesToGet() : null),
        _ => (null, _legacy.AttributesToGet()),
    };

    private (string? Expression, Dictionary<string, ExpectedAttributeValue>? Expected, string? Operator) Condition(bool legacyOnly = false, bool expressionOnly = false)
    {
        if (!legacyOnly && (expressionOnly || _chance.Of(45)))
        {
            return (_expressions.Condition(), _chance.Mistake(3) ? _legacy.Expected() : null, _chance.Mistake(2) ? "AND" : null);
        }

        if (legacyOnly || _chance.Of(25))
        {
            var expected = _legacy.Expected();
            return (null, expected, Operator(expected.Count));
        }

        return (null, null, _chance.Mistake(1) ? "OR" : null);
    }

    private (Dictionary<string, string>? Names, Dictionary<string, AttributeValue>? Values) Placeholders() => (_expressions.Names, _expressions.Values);
}
