using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Core.Labels;
using Trapeze.Store.Items;

namespace Trapeze.Store.Transfer;

/// <summary>Copies a DynamoDB table whose items have no labels into a table of a store, each item at the label of a rule, and looks whether all are there.</summary>
/// <remarks>
/// For the trusted base, while nobody writes to either. The table stays as it is: its key cannot hold labels, so that nothing is done in place. Copying an item a
/// second time changes nothing.
/// </remarks>
/// <param name="source">Reads the table.</param>
/// <param name="sourceTable">Its name.</param>
/// <param name="store">Where the items go.</param>
/// <param name="table">The table there, of the same key.</param>
/// <param name="rule">Which label an item gets.</param>
public sealed class TableMigration(IAmazonDynamoDB source, string sourceTable, FacetedStore store, string table, LabelRule rule)
{
    private const int ItemsAtOnce = 32;

    private delegate Task<string?> Work(AmazonDynamoDBClient at, Dictionary<string, AttributeValue> item, CancellationToken cancellationToken);

    /// <summary>Copies the items.</summary>
    /// <param name="behind">The last key of a copying that broke off, as its progress said; <see langword="null"/> to begin.</param>
    /// <param name="progress">Is told of each page that is done.</param>
    /// <param name="refused">Is told of each item that cannot be copied, and why.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="AmazonServiceException">The table cannot be read, or the store failed.</exception>
    public Task<MigrationProgress> CopyAsync(
        IReadOnlyDictionary<string, AttributeValue>? behind, Action<MigrationProgress> progress, Action<IReadOnlyDictionary<string, AttributeValue>, string> refused, CancellationToken cancellationToken = default) =>
        EachAsync(CopyAsync, behind, progress, refused, cancellationToken);

    /// <summary>Looks whether each item is to be seen at its label, just as it is.</summary>
    /// <inheritdoc cref="CopyAsync(IReadOnlyDictionary{string, AttributeValue}?, Action{MigrationProgress}, Action{IReadOnlyDictionary{string, AttributeValue}, string}, CancellationToken)"/>
    public Task<MigrationProgress> VerifyAsync(
        IReadOnlyDictionary<string, AttributeValue>? behind, Action<MigrationProgress> progress, Action<IReadOnlyDictionary<string, AttributeValue>, string> refused, CancellationToken cancellationToken = default) =>
        EachAsync(VerifyAsync, behind, progress, refused, cancellationToken);

    private async Task<string?> CopyAsync(AmazonDynamoDBClient at, Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        await at.PutItemAsync(table, item, cancellationToken);
        return null;
    }

    private async Task<string?> VerifyAsync(AmazonDynamoDBClient at, Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        var found = (await at.GetItemAsync(table, KeyOf(item), cancellationToken)).Item;
        return found is null ? "it is not there"
            : ItemCodec.Encode(found).AsSpan().SequenceEqual(ItemCodec.Encode(item)) ? null
            : "another is there";
    }

    private async Task<MigrationProgress> EachAsync(
        Work work, IReadOnlyDictionary<string, AttributeValue>? behind, Action<MigrationProgress> progress, Action<IReadOnlyDictionary<string, AttributeValue>, string> refused, CancellationToken cancellationToken)
    {
        var done = new MigrationProgress(0, 0, behind);
        do
        {
            var page = await source.ScanAsync(
                new ScanRequest(sourceTable) { ConsistentRead = true, ExclusiveStartKey = done.Behind is null ? null : new Dictionary<string, AttributeValue>(done.Behind, StringComparer.Ordinal) }, cancellationToken);
            var problems = await PageAsync(work, page.Items ?? [], cancellationToken);
            problems.ForEach(problem => refused(KeyOf(problem.Item), problem.Why));
            done = new MigrationProgress(done.Items + (page.Items?.Count ?? 0), done.Refused + problems.Count, page.LastEvaluatedKey is { Count: > 0 } last ? last : null);
            progress(done);
        }
        while (done.Behind is not null);

        return done;
    }

    private async Task<List<(Dictionary<string, AttributeValue> Item, string Why)>> PageAsync(Work work, List<Dictionary<string, AttributeValue>> items, CancellationToken cancellationToken)
    {
        var problems = new List<(Dictionary<string, AttributeValue> Item, string Why)>();
        var labelled = new List<(Dictionary<string, AttributeValue> Item, Label Label)>();
        foreach (var item in items)
        {
            if (rule.Of(item) is { } label)
            {
                labelled.Add((item, label));
            }
            else
            {
                problems.Add((item, "no label of the rule fits it"));
            }
        }

        await Parallel.ForEachAsync(labelled.GroupBy(each => each.Label), new ParallelOptions { MaxDegreeOfParallelism = ItemsAtOnce, CancellationToken = cancellationToken }, async (group, token) =>
        {
            using var client = store.ClientAt(group.Key);
            await Parallel.ForEachAsync(group, new ParallelOptions { MaxDegreeOfParallelism = ItemsAtOnce, CancellationToken = token }, async (each, stop) =>
            {
                if (await RefusedAsync(() => work(client, each.Item, stop)) is { } why)
                {
                    lock (problems)
                    {
                        problems.Add((each.Item, $"at {group.Key}: {why}"));
                    }
                }
            });
        });
        return problems;
    }

    // What is about the item; the rest ends the work.
    private static async Task<string?> RefusedAsync(Func<Task<string?>> work)
    {
        try
        {
            return await work();
        }
        catch (AmazonServiceException refused) when (refused.ErrorCode is "ValidationException" or "LabelTooComplexException")
        {
            return refused.Message;
        }
    }

    private Dictionary<string, AttributeValue> KeyOf(Dictionary<string, AttributeValue> item) =>
        store.KeyNames(table).Where(item.ContainsKey).ToDictionary(name => name, name => item[name], StringComparer.Ordinal);
}
