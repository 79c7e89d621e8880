using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Takes an update apart: each of its actions as an update of its own.</summary>
internal static partial class SingleActions
{
    /// <summary>The updates that a request makes.</summary>
    public static IReadOnlyList<UpdateItemRequest> Updates(AmazonWebServiceRequest request) => request switch
    {
        UpdateItemRequest update => [update],
        TransactWriteItemsRequest transaction => [.. (transaction.TransactItems ?? []).Select(action => action.Update).OfType<Update>().Select(update => new UpdateItemRequest
        {
            TableName = update.TableName,
            Key = update.Key,
            UpdateExpression = update.UpdateExpression,
            ExpressionAttributeNames = update.ExpressionAttributeNames,
            ExpressionAttributeValues = update.ExpressionAttributeValues,
        })],
        _ => [],
    };

    /// <summary>The update's actions, each alone and without a condition, and each one's path removed, and all of the paths at once; one that is no update that parses has none.</summary>
    public static IReadOnlyList<UpdateItemRequest> Of(UpdateItemRequest update) => update switch
    {
        { AttributeUpdates: { } updates } => [.. updates.Select(each => new UpdateItemRequest
        {
            TableName = update.TableName,
            Key = update.Key,
            AttributeUpdates = new() { [each.Key] = each.Value },
        })],
        { UpdateExpression: { } expression } => [.. Parts([.. Actions(expression)]).Select(action => new UpdateItemRequest
        {
            TableName = update.TableName,
            Key = update.Key,
            UpdateExpression = action,
            ExpressionAttributeNames = Used(update.ExpressionAttributeNames, action),
            ExpressionAttributeValues = Used(update.ExpressionAttributeValues, action),
        })],
        _ => [],
    };

    /// <summary>The request without the values that it may not know; <see langword="null"/> if it is of several items.</summary>
    public static AmazonWebServiceRequest? Known(AmazonWebServiceRequest request)
    {
        switch (request)
        {
            case GetItemRequest get:
                get = RequestCopy.Of(get);
                get.ReturnConsumedCapacity = null;
                return get;
            case QueryRequest query:
                query = RequestCopy.Of(query);
                query.ReturnConsumedCapacity = null;
                return query;
            case ScanRequest scan:
                scan = RequestCopy.Of(scan);
                scan.ReturnConsumedCapacity = null;
                return scan;
            case PutItemRequest put:
                put = RequestCopy.Of(put);
                put.ReturnValuesOnConditionCheckFailure = null;
                return put;
            case UpdateItemRequest update:
                update = RequestCopy.Of(update);
                update.ReturnValuesOnConditionCheckFailure = null;
                return update;
            case DeleteItemRequest delete:
                delete = RequestCopy.Of(delete);
                delete.ReturnValuesOnConditionCheckFailure = null;
                return delete;
            default:
                return null;
        }
    }

    /// <summary>The placeholders that an expression uses.</summary>
    public static Dictionary<string, T>? Used<T>(Dictionary<string, T>? placeholders, string action)
    {
        var words = Word().Matches(action).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var used = placeholders?.Where(placeholder => words.Contains(placeholder.Key)).ToDictionary(StringComparer.Ordinal);
        return used is { Count: > 0 } ? used : null;
    }

    private static IEnumerable<string> Parts(IReadOnlyList<string> actions)
    {
        var targets = actions.Select(action => Target().Match(action).Value).ToList();
        return actions.Zip(targets).SelectMany(each => (string[])[each.First, $"REMOVE {each.Second}"]).Append($"REMOVE {string.Join(", ", targets)}");
    }

    private static IEnumerable<string> Actions(string expression)
    {
        var (section, start, depth) = ("", 0, 0);
        foreach (Match word in Word().Matches(expression))
        {
            depth += word.Value switch
            {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };
            var begins = word.Value.ToUpperInvariant() is "SET" or "REMOVE" or "ADD" or "DELETE";
            if (depth == 0 && (begins || word.Value == ","))
            {
                if (section.Length > 0)
                {
                    yield return $"{section} {expression[start..word.Index]}";
                }

                (section, start) = (begins ? word.Value : section, word.Index + word.Length);
            }
        }

        if (section.Length > 0)
        {
            yield return $"{section} {expression[start..]}";
        }
    }

    [GeneratedRegex(@"(?<=^\w+\s+)[#\w.\[\] ]+?(?=\s*(=|:|$))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Target();

    [GeneratedRegex(@"[#:]?\w+|[^\s\w]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
