using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Capacities of writes to tables whose indexes have two keys of their own.</summary>
internal static partial class HalfKeys
{
    /// <summary>Whether theirs are ours, and at most one unit more for each write and each such index of its table; twice that in a transaction.</summary>
    public static bool Explain(Exchange exchange)
    {
        var times = exchange.Operation!.Request is TransactWriteItemsRequest ? 4 : 1;
        var (theirs, ours) = (exchange.Theirs.Fields["ConsumedCapacity"].Split("; "), exchange.Ours.Fields["ConsumedCapacity"].Split("; "));
        return theirs.Length == ours.Length && theirs.Zip(ours).All(pair =>
        {
            if (pair.First == pair.Second)
            {
                return true;
            }

            var (writes, deletes) = Writes(exchange.Operation.Request, pair.Second.Split(' ')[0]);
            var halves = exchange.Tables.Where(table => table.Name == pair.Second.Split(' ')[0]).Sum(table => table.Indexes.Count(HasTwoKeys));
            return Units(pair.First) is var (name, total, table) && Units(pair.Second) is var (same, least, ownTable) && name == same && halves > 0
                && table >= ownTable && table - ownTable <= deletes + ((times - 1) * ownTable / 2)
                && total >= least && total - least <= deletes + (writes * halves * times) + ((times - 1) * least / 2);
        });
    }

    private static bool HasTwoKeys(IndexDefinition index) => index is { Hash: not null, Sort: not null };

    // Of a batch, deletes of what is not there may count twice.
    private static (int All, int Deletes) Writes(AmazonWebServiceRequest request, string table) => request switch
    {
        PutItemRequest or UpdateItemRequest or DeleteItemRequest => (1, 0),
        BatchWriteItemRequest batch when batch.RequestItems.TryGetValue(table, out var writes) => (writes.Count, writes.Count(write => write.DeleteRequest is not null)),
        TransactWriteItemsRequest transaction => (transaction.TransactItems.Count, 0),
        _ => (0, 0),
    };

    private static (string Table, double Total, double Own)? Units(string capacity) =>
        Capacity().Match(capacity) is { Success: true } match ? (match.Groups["name"].Value, Number(match.Groups["total"]), Number(match.Groups["table"])) : null;

    private static double Number(Group group) => group.Length == 0 ? 0 : double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>\S+) (?<total>[\d.]+) read [\d.]* write [\d.]* table (?<table>[\d.]*)( |$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Capacity();
}
