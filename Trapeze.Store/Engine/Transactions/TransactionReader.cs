using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>Reads a TransactWriteItems: checks and copies its actions, in their order.</summary>
internal sealed class TransactionReader(Func<string?, StoredTable> tableOf)
{
    private const int MostActions = 100;

    /// <exception cref="ValidationException">What DynamoDB refuses a request for.</exception>
    /// <exception cref="TransactionCanceledException">An item or key does not fit its table.</exception>
    internal List<TransactionAction> Read(List<TransactWriteItem> asked)
    {
        var read = asked.Select((action, at) => Read(action, $"transactItems.{(at + 1).ToString(CultureInfo.InvariantCulture)}.member")).ToList();
        var actions = read.ConvertAll(action => action());
        if (actions.Exists(action => action.Problem is not null))
        {
            throw StoreErrors.Cancelled(actions.ConvertAll(action => action.Problem is { } problem ? ActionOutcome.Invalid(problem) : ActionOutcome.NoReason));
        }

        EnsureDistinct(actions.Select(action => new TableKey(action.Table, action.Key)));
        return actions;
    }

    internal static void EnsureCount<T>(List<T>? asked)
    {
        if (asked is not { Count: > 0 and <= MostActions })
        {
            throw new ValidationException(asked is null
                ? "1 validation error detected: Value null at 'transactItems' failed to satisfy constraint: Member must not be null"
                : $"1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length {(asked.Count == 0
                    ? "greater than or equal to 1"
                    : $"less than or equal to {MostActions.ToString(CultureInfo.InvariantCulture)}")}");
        }
    }

    internal static void EnsureDistinct(IEnumerable<TableKey> keys)
    {
        var seen = new HashSet<(string Table, string Key)>();
        if (!keys.All(key => seen.Add((key.Table.Name, Convert.ToHexString(key.Key.Bytes)))))
        {
            throw new ValidationException("Transaction request cannot include multiple operations on one item");
        }
    }

    internal static ValidationException Missing(string member) =>
        new($"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");

    // Gives what asks for the table: all is looked at by itself before.
    private Func<TransactionAction> Read(TransactWriteItem? action, string at) => action switch
    {
        { Put: { } put, Update: null, Delete: null, ConditionCheck: null } => Read(put, $"{at}.put"),
        { Put: null, Update: { } update, Delete: null, ConditionCheck: null } => Read(update, $"{at}.update"),
        { Put: null, Update: null, Delete: { } delete, ConditionCheck: null } => Read(delete, $"{at}.delete"),
        { Put: null, Update: null, Delete: null, ConditionCheck: { } check } => Read(check, $"{at}.conditionCheck"),
        null or { Put: null, Update: null, Delete: null, ConditionCheck: null } =>
            throw new ValidationException("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request"),
        _ => throw new ValidationException("TransactItems can only contain one of Check, Put, Update or Delete"),
    };

    private Func<TransactionAction> Read(Put put, string at)
    {
        var name = put.TableName ?? throw Missing($"{at}.tableName");
        _ = put.Item ?? throw Missing($"{at}.item");
        var placeholders = WriteCondition.Placeholders(put.ExpressionAttributeNames, put.ExpressionAttributeValues, put.ConditionExpression);
        var condition = WriteCondition.Of(put.ConditionExpression, placeholders, null, null, put.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        var item = ValueValidation.Attributes(put.Item);
        return () =>
        {
            var table = tableOf(name);
            condition.EnsureKeysAreScalars(table.Schema);
            var action = new TransactionAction(table, condition, Asked("Put", table, item, placeholders, put.ConditionExpression)) { Make = _ => item };
            return Keyed(action, () => table.Checked(item));
        };
    }

    private Func<TransactionAction> Read(Update update, string at)
    {
        var name = update.TableName ?? throw Missing($"{at}.tableName");
        _ = update.Key ?? throw Missing($"{at}.key");
        var expression = update.UpdateExpression ?? throw Missing($"{at}.updateExpression");
        var placeholders = ExpressionParameters.Of(
            update.ExpressionAttributeNames,
            update.ExpressionAttributeValues,
            [],
            new ExpressionParameter("UpdateExpression", expression),
            new ExpressionParameter("ConditionExpression", update.ConditionExpression));
        var parsed = UpdateExpression.Parse(expression, placeholders);
        var condition = WriteCondition.Of(update.ConditionExpression, placeholders, null, null, update.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        var key = ValueValidation.Attributes(update.Key);
        return () =>
        {
            var table = tableOf(name);
            condition.EnsureKeysAreScalars(table.Schema);
            var action = new TransactionAction(table, condition, Asked("Update", table, key, placeholders, update.ConditionExpression, expression))
            {
                Make = old => Updated(table, parsed.Apply(old, key).Item),
            };
            return Keyed(action, () =>
            {
                parsed.EnsureKeysAreKept(table.Schema);
                return ItemValidation.Key(key, table.Schema);
            });
        };
    }

    private Func<TransactionAction> Read(Delete delete, string at)
    {
        var name = delete.TableName ?? throw Missing($"{at}.tableName");
        _ = delete.Key ?? throw Missing($"{at}.key");
        var placeholders = WriteCondition.Placeholders(delete.ExpressionAttributeNames, delete.ExpressionAttributeValues, delete.ConditionExpression);
        var condition = WriteCondition.Of(delete.ConditionExpression, placeholders, null, null, delete.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        var key = ValueValidation.Attributes(delete.Key);
        return () =>
        {
            var table = tableOf(name);
            condition.EnsureKeysAreScalars(table.Schema);
            var action = new TransactionAction(table, condition, Asked("Delete", table, key, placeholders, delete.ConditionExpression)) { Make = _ => null };
            return Keyed(action, () => ItemValidation.Key(key, table.Schema));
        };
    }

    private Func<TransactionAction> Read(ConditionCheck check, string at)
    {
        var name = check.TableName ?? throw Missing($"{at}.tableName");
        _ = check.Key ?? throw Missing($"{at}.key");
        var expression = check.ConditionExpression ?? throw Missing($"{at}.conditionExpression");
        var placeholders = WriteCondition.Placeholders(check.ExpressionAttributeNames, check.ExpressionAttributeValues, expression);
        var condition = WriteCondition.Of(expression, placeholders, null, null, check.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        var key = ValueValidation.Attributes(check.Key);
        return () =>
        {
            var table = tableOf(name);
            condition.EnsureKeysAreScalars(table.Schema);
            var action = new TransactionAction(table, condition, Asked("ConditionCheck", table, key, placeholders, expression));
            return Keyed(action, () => ItemValidation.Key(key, table.Schema));
        };
    }

    private static Dictionary<string, AttributeValue> Updated(StoredTable table, Dictionary<string, AttributeValue> item)
    {
        ItemValidation.EnsureUpdated(item);
        table.EnsureUpdated(item);
        return item;
    }

    private static TransactionAction Keyed(TransactionAction action, Func<Dictionary<string, AttributeValue>> check)
    {
        try
        {
            return action with { Key = action.Table.KeyOf(check()) };
        }
        catch (ValidationException invalid)
        {
            return action with { Problem = invalid.Message };
        }
    }

    private static AttributeValue Asked(
        string kind, StoredTable table, Dictionary<string, AttributeValue> item, Placeholders placeholders, string? condition, string? update = null) => new()
        {
            L =
            [
                new() { S = kind },
                new() { S = table.Name },
                new() { M = item },
                placeholders.ToValue(),
                condition is null ? new() { NULL = true } : new() { S = condition },
                update is null ? new() { NULL = true } : new() { S = update },
            ],
        };
}
