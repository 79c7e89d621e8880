using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Every difference that is allowed.</summary>
internal static partial class AllowanceList
{
    public static ImmutableArray<Allowance> All { get; } =
    [
        new("other words", "DynamoDB Local words some refusals in its own way; the engine has the service's words", Wordings.AreOne),
        new(
            "delete is counted unasked", "DynamoDB Local tells of a delete's capacity whether or not it is asked; the service does not",
            exchange => exchange is { Operation.Request: DeleteItemRequest { ReturnConsumedCapacity: null or { Value: "NONE" } }, Differing: ["ConsumedCapacity"] }
                && exchange.Ours.Fields["ConsumedCapacity"] == "none"),
        new(
            "nothing found costs nothing", "DynamoDB Local charges nothing for a Query, Scan or BatchGetItem that finds nothing; the service charges its least",
            exchange => exchange is { Operation.Request: QueryRequest or ScanRequest or BatchGetItemRequest, Differing: ["ConsumedCapacity"] }
                && FreeReads.Explain(exchange)),
        new(
            "batch of deletes counts twice", "DynamoDB Local charges two units for a batch's delete of what is not there",
            exchange => exchange is { Operation.Request: BatchWriteItemRequest batch, Differing: ["ConsumedCapacity"] }
                && batch.RequestItems.Values.Any(writes => writes.Exists(write => write.DeleteRequest is not null)) && WriteUnits.Explain(exchange)),
        new(
            "update without an update", "DynamoDB Local fails when an UpdateItem that updates nothing asks for what it updated",
            exchange => exchange is
            {
                Operation.Request: UpdateItemRequest { UpdateExpression: null, AttributeUpdates: null, ReturnValues.Value: "UPDATED_NEW" or "UPDATED_OLD" },
                Theirs.Error: "InternalFailure", Ours.Error: null,
            },
            Parts: true),
        new(
            "names of no table", "DynamoDB Local tells a name that no table can have from one that none has",
            exchange => exchange.Ours.Error is "ResourceNotFoundException" && IsInvalid(exchange.Theirs, "Invalid table/index name.")),
        new(
            "last key of the last page", "DynamoDB Local sometimes gives no LastEvaluatedKey when a Query's last item fills the page; the service gives the last key of every full page",
            exchange => exchange is { Operation.Request: QueryRequest { Limit: { } limit } } && IsLastPage(exchange, limit)),
        new(
            "starting at the last key", "DynamoDB Local refuses to start behind the last key that the condition allows; the engine gives what is there, nothing: that key may be one that it gave",
            exchange => exchange is { Operation.Request: QueryRequest { ExclusiveStartKey: not null }, Ours.Error: null }
                && IsInvalid(exchange.Theirs, "The provided starting key does not match the range key predicate")
                && (exchange.Ours.Fields.GetValueOrDefault("ScannedCount") ?? exchange.Ours.Fields["ScannedCounts"]) == "0"),
        new(
            "long hash keys in queries", "DynamoDB Local finds nothing under a hash key that is too long; the service refuses it",
            exchange => exchange is { Operation.Request: QueryRequest, Theirs.Error: null } && IsInvalid(exchange.Ours, "One or more parameter values were invalid: Size of hashkey has exceeded")),
        new(
            "what was updated within attributes", "DynamoDB Local gives whole attributes for what was updated inside them, or none; the engine gives the paths that were updated",
            exchange => exchange is { Operation.Request: UpdateItemRequest { ReturnValues.Value: "UPDATED_OLD" or "UPDATED_NEW", UpdateExpression: not null } update, Differing: ["Attributes"] }
                && NestedUpdates.Explain(update, exchange.Theirs.Attributes ?? [], exchange.Ours.Attributes ?? [])),
        new(
            "an operator that Local fails at", "DynamoDB Local fails at a ConditionalOperator or a sort key's operator that there is not",
            exchange => exchange.Theirs.Error is "InternalFailure"
                && (IsInvalid(exchange.Ours, "1 validation error detected: Value 'XOR' at 'conditionalOperator'") || IsInvalid(exchange.Ours, "Attempted conditional constraint is not an indexable operation"))),
        new(
            "old updates are looked at late", "DynamoDB Local tests Expected before it looks at AttributeUpdates; the service looks at the request first",
            exchange => exchange is { Operation.Request: UpdateItemRequest { AttributeUpdates: not null, Expected: not null }, Theirs.Error: "ConditionalCheckFailedException", Ours.Error: "ValidationException" }
                && exchange.FaultsAlone.Contains(exchange.Ours.Fields[Answer.Message], StringComparer.Ordinal)),
        new(
            "updates of keys are looked at late", "DynamoDB Local tests a condition before it looks whether the update is of a key; the service looks at the request first",
            exchange => LateParts.IsOfKey(exchange) && exchange.TheirFaultsAlone.Contains(exchange.Ours.Fields[Answer.Message], StringComparer.Ordinal) && IsTheSameWithoutLateParts(exchange)),
        new(
            "one of a batch's faults", "of a batch's writes that do not fit, DynamoDB Local tells of another than the first: it looks at all values first, and at the tables in an order of its own; it refuses writes alone for both",
            exchange => exchange is { Operation.Request: BatchWriteItemRequest, Theirs.Error: "ValidationException", Ours.Error: "ValidationException" }
                && exchange.TheirFaultsAlone.Contains(exchange.Theirs.Fields[Answer.Message], StringComparer.Ordinal)
                && exchange.TheirFaultsAlone.Any(fault => Wordings.AreOne(fault, exchange.Ours.Fields[Answer.Message]))),
        new(
            "one of several faults", "of an update's actions that do not fit the item, DynamoDB Local tells of another than the first: of one that the engine refuses for the same, alone",
            exchange => exchange is { Operation.Request: UpdateItemRequest, Theirs.Error: "ValidationException", Ours.Error: "ValidationException" }
                && UpdateFaults.AreOfTwoActions(exchange)),
        new(
            "other words of reasons", "DynamoDB Local ends a failed condition's reason with a full stop, and words other reasons as it words other refusals",
            CancelledAlike.AreOne),
        new(
            "refused, not cancelled", "DynamoDB Local does one action after the other, and refuses a transaction where a key, an item or an update does not fit; the service looks at the whole request, and then cancels it, with a ValidationError among its reasons",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest or TransactGetItemsRequest, Theirs.Error: "ValidationException", Ours.Error: "TransactionCanceledException" or "ValidationException" }
                && UpdateFaults.IsOfTransaction(exchange)),
        new(
            "cancelled without reasons", "DynamoDB Local gives no reasons of a TransactGetItems that it cancels for a key, but the key's fault for a text",
            exchange => exchange is { Operation.Request: TransactGetItemsRequest, Theirs.Error: "TransactionCanceledException", Ours.Error: "TransactionCanceledException" }
                && exchange.Theirs.Fields[Answer.Reasons].Length == 0 && UpdateFaults.IsOfTransaction(exchange)),
        new(
            "what is missing comes late", "DynamoDB Local parses an action's expressions before it looks whether the transaction has all that it must; the service looks first",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest or TransactGetItemsRequest } && IsInvalid(exchange.Ours, "1 validation error detected: Value null at 'transactItems.")
                && IsInvalid(exchange.Theirs, "Invalid ")),
        new(
            "placeholders for nothing come late", "DynamoDB Local looks at all of a transaction's expressions and values before it finds placeholders beside no expression; the engine looks at one action after the other",
            exchange => LateParts.IsForNothing(exchange) && IsTheSameWithoutLateParts(exchange)),
        new(
            "tables that there are not come late", "DynamoDB Local does one of a transaction's actions after the other, and refuses what does not fit before it comes to a table that there is not; the service looks for all tables first",
            exchange => LateParts.IsOfNoTable(exchange) && IsTheSameWithoutLateParts(exchange)),
        new(
            "paths into keys in transactions", "DynamoDB Local does not look whether a transaction's conditions look into keys, but tests them; the service refuses them, as in a single write",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest, Theirs.Error: null or "TransactionCanceledException" } && IsInvalid(exchange.Ours, "Key attributes must be scalars; "),
            Parts: true),
        new(
            "one reason for all", "DynamoDB Local gives one reason alone of a transaction with an update of a key; the service one for each action",
            CancelledAlike.AreOneOfAll),
        new(
            "reasons beside a key's", "of a transaction with a key or item that does not fit, DynamoDB Local tests the other actions too; the engine tests none",
            CancelledAlike.AreBesideAKey),
        new(
            "transactions count otherwise", "DynamoDB Local counts units of a TransactWriteItems twice more, equal ones of several actions once, and few of one that is sent again; the service counts each write, and then each read, twice",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest, Differing: ["ConsumedCapacity"] } && (FreeReads.AreOfTransactionAgain(exchange) || WriteUnits.Explain(exchange))),
        new(
            "scans of indexes look at whole items", "DynamoDB Local counts and filters all of the items that a Scan of an index meets; the service what the index has of them",
            IndexScans.LookAtMore),
        new(
            "scans of indexes fetch nothing", "DynamoDB Local has all attributes of an item that a Scan of a local index meets, for the units of the index alone; the service fetches from the table what the index has not",
            IndexScans.FetchNothing),
        new(
            "values in paths", "DynamoDB Local parses a value as a part of a path, and then fails or refuses what comes behind; the engine refuses the value",
            exchange => exchange.Theirs.Error is "InternalFailure" or "InternalServerError" or "ValidationException" && exchange.Ours.Error is "ValidationException" && ValueInPath().IsMatch(exchange.Ours.Fields[Answer.Message])),
        new(
            "keys of local indexes in old updates", "DynamoDB Local looks at the type of a value that an old update takes out of the key of a local index although nothing is there",
            exchange => exchange is { Operation.Request: UpdateItemRequest { AttributeUpdates: { } updates } update, Ours.Error: null or "ConditionalCheckFailedException" } && IsInvalid(exchange.Theirs, "Updates on index keys must be of the same data type as the key attribute")
                && exchange.Tables.Any(table => table.Name == update.TableName && table.Indexes.Any(index => index.Hash is null && updates.TryGetValue(index.Sort!.Name, out var of) && of.Action == "DELETE")),
            Parts: true),
        new(
            "tokens before keys", "DynamoDB Local looks for a transaction's token before it looks whether its tables are there, and its keys and items fit",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest { ClientRequestToken: not null } transaction, Theirs.Error: "IdempotentParameterMismatchException", Ours.Error: "TransactionCanceledException" or "ValidationException" or "ResourceNotFoundException" }
                && (exchange.Ours.Error is "ResourceNotFoundException" ? transaction.TransactItems.Exists(action => exchange.Tables.All(table => table.Name != WriteUnits.TableOf(action)))
                    : IsInvalid(exchange.Ours, "") || exchange.Ours.Fields[Answer.Reasons].Split('\n').Any(reason => CancelledAlike.Validation(reason) is not null))),
        new(
            "half keys of indexes count", "DynamoDB Local counts an index's unit for an item that has one of the index's two keys before and another after, and so no entry; the service counts entries",
            exchange => exchange is { Ours.Error: null, Differing: ["ConsumedCapacity"] } && WriteUnits.ExplainByHalfKeys(exchange)),
        new(
            "entries of local indexes count more", "DynamoDB Local counts 100 bytes more for each entry that a write makes or removes in a local index; by the service's rule those count as stored, not as written",
            exchange => exchange is { Ours.Error: null, Differing: ["ConsumedCapacity"] } && WriteUnits.ExplainByLocalEntries(exchange)),
        new(
            "any projection of a local index fetches", "DynamoDB Local counts a fetch of each item for any projection of a local index that has not all attributes; the service only if the index has not all that are asked for",
            IndexFetches.Explain),
        new(
            "entries of local indexes in an update's size", "DynamoDB Local does not count an item's entries in local indexes towards its size in an update; the service does, as in a put",
            exchange => exchange.Theirs.Error is null or "TransactionCanceledException" && UpdateFaults.IsOfSize(exchange),
            Parts: true),
        new(
            "one key in two ways", "DynamoDB Local does not see that two keys of a batch are one if their numbers are written in two ways; the service does",
            exchange => exchange is { Operation.Request: BatchGetItemRequest or BatchWriteItemRequest, Theirs.Error: null } && SameKeys.AreInBatch(exchange),
            Parts: true),
        new(
            "one transaction in two ways", "DynamoDB Local takes a transaction for another than its token's if one of its numbers is written in another way; the engine for the same, which it is",
            SameKeys.AreInTransactionAgain),
        new(
            "several actions on one item", "DynamoDB Local tests a transaction's conditions before it looks whether two actions are on one item, and sees that of texts alone; the service looks first",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest or TransactGetItemsRequest } && SameKeys.AreInTransaction(exchange),
            Parts: true),
        new(
            "sizes of starting keys", "DynamoDB Local does not look at the size of a starting key's values; the engine refuses what is no key",
            exchange => exchange is { Operation.Request: QueryRequest { ExclusiveStartKey: { } start } } && start.Values.Any(IsLong) && IsInvalid(exchange.Ours, "The provided starting key is invalid")
                && (exchange.Theirs.Error is null || IsInvalid(exchange.Theirs, "The provided starting key does not match the range key predicate"))),
        new(
            "unknown values come late", "DynamoDB Local parses expressions before it looks at a read's ReturnConsumedCapacity and a write's ReturnValuesOnConditionCheckFailure; the service looks at all such values first",
            exchange => (IsInvalid(exchange.Ours, "1 validation error detected: Value 'MOST' at 'returnConsumedCapacity'") || IsInvalid(exchange.Ours, "1 validation error detected: Value 'ALL_NEW' at 'returnValuesOnConditionCheckFailure'"))
                && exchange.Theirs.Error is "ValidationException"
                && exchange.FaultsAlone.Any(fault => Wordings.AreOne(exchange.Theirs.Fields[Answer.Message], fault))),
        new(
            "keys of indexes in updates", "DynamoDB Local does not look at the type and the size that an update gives the key of an index; the service does",
            exchange => exchange.Theirs.Error is null or "TransactionCanceledException" && UpdateFaults.IsOfIndexKeys(exchange),
            Parts: true),
        new(
            "token of no letters", "DynamoDB Local takes an empty ClientRequestToken for none; the service asks for at least one letter",
            exchange => exchange is { Operation.Request: TransactWriteItemsRequest { ClientRequestToken: "" } } && IsInvalid(exchange.Ours, "1 validation error detected: Value '' at 'clientRequestToken'"),
            Parts: true),
        new(
            "sizes of collections", "Trapeze never tells the sizes of item collections, which others have a part in",
            exchange => exchange is { Ours.Error: null, Differing: ["ItemCollectionMetrics"] } && ItemCollections.AreAsked(exchange.Operation?.Request)),
        new(
            "projections of several tables", "DynamoDB Local takes one table's AttributesToGet and another's ProjectionExpression for one request's",
            exchange => exchange is { Operation.Request: BatchGetItemRequest { RequestItems.Count: 2 } batch }
                && batch.RequestItems.Values.Any(each => each.AttributesToGet is not null) && batch.RequestItems.Values.Any(each => each.ProjectionExpression is not null)
                && IsInvalid(exchange.Theirs, "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet}")
                && !IsInvalid(exchange.Ours, "Can not use both")),
    ];

    private static bool IsTheSameWithoutLateParts(Exchange exchange) => exchange.WithoutLateParts is { } same && (same.Differing.Count == 0 || Of(same) is not null);

    private static bool IsInvalid(Answer answer, string beginning) =>
        answer.Error is "ValidationException" && answer.Fields[Answer.Message].StartsWith(beginning, StringComparison.Ordinal);

    [GeneratedRegex("""^Invalid \w+: Syntax error; token: ":\w*", near: "\.\s*:""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ValueInPath();

    // No sort key has so many bytes.
    private static bool IsLong(AttributeValue value) => (value.S?.Length ?? value.B?.Length) > 1024;

    private static bool IsLastPage(Exchange exchange, int limit) => exchange.Differing switch
    {
        ["LastEvaluatedKey"] => exchange.Theirs.Fields["LastEvaluatedKey"] == "none" && exchange.Theirs.Fields["ScannedCount"] == $"{limit}",
        ["Counts", "ScannedCounts"] => $"{exchange.Theirs.Fields["ScannedCounts"]} 0" == exchange.Ours.Fields["ScannedCounts"]
            && exchange.Theirs.Fields["ScannedCounts"].Split(' ')[^1] == $"{limit}" && $"{exchange.Theirs.Fields["Counts"]} 0" == exchange.Ours.Fields["Counts"],
        _ => false,
    };

    /// <summary>The allowance that an exchange falls under.</summary>
    public static Allowance? Of(Exchange exchange) => All.FirstOrDefault(allowance => allowance.Allows(exchange));
}
