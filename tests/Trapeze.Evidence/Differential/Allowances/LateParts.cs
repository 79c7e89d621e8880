using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Parts of a request that the engine looks at before DynamoDB Local does. Without them it has to answer as DynamoDB Local does to the whole.</summary>
internal static partial class LateParts
{
    /// <summary>The request without the part that the engine refused it for; <see langword="null"/> if that is none of those.</summary>
    public static AmazonWebServiceRequest? Without(Exchange exchange) =>
        exchange.Operation?.Request is UpdateItemRequest update && IsOfKey(exchange) ? ConditionAlone(update)
        : exchange.Operation?.Request is not TransactWriteItemsRequest transaction ? null
        : IsForNothing(exchange) ? WithoutPlaceholders(transaction)
        : IsOfNoTable(exchange) ? WithinTables(transaction, [.. exchange.Tables.Select(table => table.Name)])
        : null;

    /// <summary>Whether the engine refuses an update of a key, or one that looks into a key, where DynamoDB Local has found that a condition does not hold.</summary>
    public static bool IsOfKey(Exchange exchange) =>
        exchange is { Operation.Request: UpdateItemRequest { UpdateExpression: not null, ConditionExpression: not null }, Theirs.Error: "ConditionalCheckFailedException", Ours.Error: "ValidationException" }
        && OfKey().IsMatch(exchange.Ours.Fields[Answer.Message]);

    /// <summary>Whether the engine refuses a transaction for placeholders beside no expression, and DynamoDB Local for something else.</summary>
    public static bool IsForNothing(Exchange exchange) =>
        exchange is { Operation.Request: TransactWriteItemsRequest, Theirs.Error: "ValidationException" or "ResourceNotFoundException", Ours.Error: "ValidationException" }
        && ForNothing().IsMatch(exchange.Ours.Fields[Answer.Message]);

    /// <summary>Whether the engine refuses a transaction for a table that there is not, and DynamoDB Local for something else.</summary>
    public static bool IsOfNoTable(Exchange exchange) =>
        exchange is { Operation.Request: TransactWriteItemsRequest, Theirs.Error: "ValidationException", Ours.Error: "ResourceNotFoundException" };

    // It creates nothing where the condition does not hold.
    private static UpdateItemRequest ConditionAlone(UpdateItemRequest update)
    {
        var copy = RequestCopy.Of(update);
        copy.UpdateExpression = null;
        copy.ExpressionAttributeNames = SingleActions.Used(update.ExpressionAttributeNames, update.ConditionExpression);
        copy.ExpressionAttributeValues = SingleActions.Used(update.ExpressionAttributeValues, update.ConditionExpression);
        return copy;
    }

    private static TransactWriteItemsRequest? WithoutPlaceholders(TransactWriteItemsRequest transaction)
    {
        var copy = RequestCopy.Of(transaction);
        var removed = false;
        foreach (var action in copy.TransactItems)
        {
            if (action.Put is { ConditionExpression: null } put)
            {
                removed |= put is not { ExpressionAttributeNames: null, ExpressionAttributeValues: null };
                (put.ExpressionAttributeNames, put.ExpressionAttributeValues) = (null, null);
            }

            if (action.Delete is { ConditionExpression: null } delete)
            {
                removed |= delete is not { ExpressionAttributeNames: null, ExpressionAttributeValues: null };
                (delete.ExpressionAttributeNames, delete.ExpressionAttributeValues) = (null, null);
            }
        }

        return removed ? copy : null;
    }

    private static TransactWriteItemsRequest? WithinTables(TransactWriteItemsRequest transaction, IReadOnlyList<string> tables)
    {
        var copy = RequestCopy.Of(transaction);
        var removed = copy.TransactItems.RemoveAll(action => WriteUnits.TableOf(action) is { } table && !tables.Contains(table, StringComparer.Ordinal));
        return removed > 0 && copy.TransactItems.Count > 0 ? copy : null;
    }

    [GeneratedRegex(@"^(One or more parameter values were invalid: Cannot update attribute |Key attributes must be scalars; )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfKey();

    [GeneratedRegex("^ExpressionAttribute(Names|Values) can only be specified when using expressions", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ForNothing();
}
