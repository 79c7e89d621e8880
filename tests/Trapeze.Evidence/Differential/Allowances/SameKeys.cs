using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;
using Trapeze.Evidence.Differential.Shrinking;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Requests that name one key twice.</summary>
internal static class SameKeys
{
    /// <summary>Whether the engine refuses a batch for keys that are the same, all of them written differently.</summary>
    public static bool AreInBatch(Exchange exchange)
    {
        var keys = Keys(exchange).ToList();
        return Says(exchange, "Provided list of item keys contains duplicates")
            && Twice(keys, ValueText.Of).Any() && !Twice(keys, ValueText.AsWritten).Any();
    }

    /// <summary>Whether the engine refuses a transaction for two actions on one item, and DynamoDB Local for something else; if their key is not of texts, it may do anything.</summary>
    public static bool AreInTransaction(Exchange exchange)
    {
        var twice = Twice(Keys(exchange), ValueText.Of).ToList();
        return Says(exchange, "Transaction request cannot include multiple operations on one item") && twice.Count > 0
            && (exchange.Theirs.Error is not null || twice.Exists(key => key.M.Values.Any(value => value.S is null)));
    }

    /// <summary>Whether DynamoDB Local takes a transaction for another than that of its token before, though only a number is written in another way.</summary>
    public static bool AreInTransactionAgain(Exchange exchange) =>
        exchange is { Operation.Request: TransactWriteItemsRequest now, Theirs.Error: "IdempotentParameterMismatchException", Ours.Error: null, Earlier: { } earlier }
        && RequestText.Canonical(now.TransactItems) == RequestText.Canonical(earlier.TransactItems) && RequestText.AsWritten(now.TransactItems) != RequestText.AsWritten(earlier.TransactItems);

    private static bool Says(Exchange exchange, string fault) => exchange.Ours.Error is "ValidationException" && exchange.Ours.Fields[Answer.Message] == fault;

    private static IEnumerable<AttributeValue> Twice(IEnumerable<(string Table, AttributeValue Key)> keys, Func<AttributeValue?, string> text) =>
        keys.GroupBy(each => $"{each.Table} {text(each.Key)}", each => each.Key, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.First());

    private static IEnumerable<(string Table, AttributeValue Key)> Keys(Exchange exchange) =>
        NamedKeys.Of(exchange.Operation!.Request, exchange.Tables).Select(each => (each.Table, new AttributeValue { M = each.Key }));
}
