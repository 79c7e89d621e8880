using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the requests that are about one item.</summary>
internal sealed class ItemRequests(RequestParts parts)
{
    public GetItemRequest Get()
    {
        var request = new GetItemRequest { TableName = parts.TableName(), Key = parts.Key(), ConsistentRead = parts.Consistent(), ReturnConsumedCapacity = parts.Counted(isRead: true) };
        (request.ProjectionExpression, request.AttributesToGet) = parts.Projection();
        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, _) = parts.Placeholders();
        return request;
    }

    public PutItemRequest Put()
    {
        var request = new PutItemRequest
        {
            TableName = parts.TableName(),
            Item = parts.Chance.Mistake(1) ? null : parts.Items.Item(parts.Own),
            ReturnValues = parts.Chance.Of(40) ? "ALL_OLD" : parts.Returns("NONE", "ALL_NEW", "UPDATED_NEW"),
            ReturnConsumedCapacity = parts.Counted(),
            ReturnItemCollectionMetrics = parts.Chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = parts.OnFailure(),
        };
        (request.ConditionExpression, request.Expected, request.ConditionalOperator) = parts.Condition();
        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = parts.Placeholders();
        return request;
    }

    public DeleteItemRequest Delete()
    {
        var request = new DeleteItemRequest
        {
            TableName = parts.TableName(),
            Key = parts.Key(),
            ReturnValues = parts.Chance.Of(50) ? "ALL_OLD" : parts.Returns("NONE", "ALL_NEW", "UPDATED_OLD"),
            ReturnConsumedCapacity = parts.Counted(),
            ReturnItemCollectionMetrics = parts.Chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = parts.OnFailure(),
        };
        (request.ConditionExpression, request.Expected, request.ConditionalOperator) = parts.Condition();
        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = parts.Placeholders();
        return request;
    }

    public UpdateItemRequest Update()
    {
        var request = new UpdateItemRequest
        {
            TableName = parts.TableName(),
            Key = parts.Key(),
            ReturnValues = parts.Chance.Of(70) ? parts.Chance.Pick("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW") : parts.Returns("NONE", "ALL", "all_new"),
            ReturnConsumedCapacity = parts.Counted(),
            ReturnItemCollectionMetrics = parts.Chance.Of(2) ? "SIZE" : null,
            ReturnValuesOnConditionCheckFailure = parts.OnFailure(),
        };
        var isLegacy = parts.Chance.Of(18);
        if (isLegacy || parts.Chance.Mistake(2))
        {
            request.AttributeUpdates = parts.Legacy.Updates();
        }

        if (!isLegacy && parts.Chance.Of(97) || parts.Chance.Mistake(2))
        {
            request.UpdateExpression = parts.Expressions.Update();
        }

        if (parts.Chance.Of(25))
        {
            (request.ConditionExpression, request.Expected, request.ConditionalOperator) = parts.Condition(isLegacy && !parts.Chance.Mistake(10), !isLegacy && !parts.Chance.Mistake(10));
        }

        parts.Expressions.Spoil();
        (request.ExpressionAttributeNames, request.ExpressionAttributeValues) = parts.Placeholders();
        return request;
    }
}
