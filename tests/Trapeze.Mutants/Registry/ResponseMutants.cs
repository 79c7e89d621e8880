using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Each field of each response of the store, made to depend on what is hidden.</summary>
internal static class ResponseMutants
{
    private const string View = "Trapeze.Store/Engine/StoreView.cs";
    private const string Get = "Trapeze.Store/Engine/GetOperation.cs";
    private const string Put = "Trapeze.Store/Engine/PutOperation.cs";
    private const string Delete = "Trapeze.Store/Engine/DeleteOperation.cs";
    private const string Update = "Trapeze.Store/Engine/UpdateOperation.cs";
    private const string Query = "Trapeze.Store/Engine/QueryOperation.cs";
    private const string Scan = "Trapeze.Store/Engine/ScanOperation.cs";
    private const string BatchGet = "Trapeze.Store/Engine/BatchGetOperation.cs";
    private const string BatchWrite = "Trapeze.Store/Engine/BatchWriteOperation.cs";
    private const string Engine = "Trapeze.Store/Engine/StoreEngine.cs";
    private const string Sessions = "Trapeze.Store/Sqlite/Session.cs";

    // What no shipping code has: a way past the view. Alone, it is used by nobody.
    private static readonly ImmutableArray<Edit> Past =
    [
        new(View, "internal ValueTask PageAsync(", """
            internal byte[]? Any(StoredTable table, FacetKey key) =>
                storage.NewestAsync(table, key, placement.SightOf(label().Order.Top)).AsTask().GetAwaiter().GetResult();

            internal int CountAll(StoredTable table)
            {
                var count = 0;
                storage.PageAsync(table, new KeyInterval(new FacetKey([]), null, true), placement.SightOf(label().Order.Top), _ => ++count > 0).AsTask().GetAwaiter().GetResult();
                return count;
            }

            internal ValueTask PageAsync(
            """),
    ];

    internal static ImmutableArray<Mutant> All { get; } =
    [
        Leak("get-capacity", Get, "Capacity.Read(item is null ? 0 : ItemSize.Of(item), request.ConsistentRead)", "Capacity.Read(view.Any(table, key) is null ? 0 : 8192, request.ConsistentRead)", "ConsumedCapacity of a read"),
        Leak("get-item-kept", Get, "Item = item is null ? null :", "Item = item is null || view.CountAll(table) > 6 ? null :", "whether a read gives its item"),
        Leak("put-attributes", Put, "Attributes = returnsOld ? old : null", "Attributes = returnsOld ? view.Any(table, table.KeyOf(item)) is { } any ? ItemCodec.Decode(any) : null : null", "the old item of a put"),
        Leak("put-capacity", Put, "Capacity.Write(Math.Max(size, old is null ? 0 : ItemSize.Of(old)))", "Capacity.Write(view.Any(table, table.KeyOf(item)) is null ? 0 : 8192)", "ConsumedCapacity of a put"),
        Leak("put-failed-item", Put, "return condition.Test(old) is { } refusal", "return (condition.Test(old) is null ? null : condition.Test(view.Any(table, table.KeyOf(item)) is { } any ? ItemCodec.Decode(any) : null) ?? condition.Test(old)) is { } refusal", "the item of a put's failed condition"),
        Leak("delete-attributes", Delete, "Attributes = returnsOld ? old : null", "Attributes = returnsOld ? view.Any(table, key) is { } any ? ItemCodec.Decode(any) : null : null", "the old item of a delete"),
        Leak("delete-capacity", Delete, "Capacity.Write(old is null ? 0 : ItemSize.Of(old))", "Capacity.Write(view.Any(table, key) is null ? 0 : 8192)", "ConsumedCapacity of a delete"),
        Leak("update-attributes-old", Update, "\"ALL_OLD\" => old,", "\"ALL_OLD\" => view.Any(table, table.KeyOf(key)) is { } any ? ItemCodec.Decode(any) : null,", "the old item of an update"),
        Leak("update-attributes-new", Update, "\"ALL_NEW\" => result.Item,", "\"ALL_NEW\" => view.Any(table, table.KeyOf(key)) is null ? result.Item : null,", "the new item of an update"),
        Leak("update-attributes-updated", Update, "\"UPDATED_NEW\" => result.UpdatedNew,", "\"UPDATED_NEW\" => view.Any(table, table.KeyOf(key)) is null ? result.UpdatedNew : null,", "the updated attributes of an update"),
        Leak("update-base", Update, "update.Apply(old, key)", "update.Apply(view.Any(table, table.KeyOf(key)) is { } any ? ItemCodec.Decode(any) : null, key)", "what an update adds to"),
        Leak("update-capacity", Update, "Capacity.Write(Math.Max(ItemSize.Of(result.Item), old is null ? 0 : ItemSize.Of(old)))", "Capacity.Write(view.Any(table, table.KeyOf(key)) is null ? 0 : 8192)", "ConsumedCapacity of an update"),
        Leak("query-count", Query, "Count = page.Count", "Count = page.Count + view.CountAll(table)", "Count of a query"),
        Leak("query-scanned", Query, "ScannedCount = page.Scanned", "ScannedCount = page.Scanned + view.CountAll(table)", "ScannedCount of a query"),
        Leak("query-last-key", Query, "LastEvaluatedKey = page.LastEvaluatedKey", "LastEvaluatedKey = view.CountAll(table) % 2 == 0 ? page.LastEvaluatedKey : null", "LastEvaluatedKey of a query"),
        Leak("query-capacity", Query, "Capacity.Read(page.Bytes, request.ConsistentRead)", "Capacity.Read(4096 * view.CountAll(table), request.ConsistentRead)", "ConsumedCapacity of a query"),
        Leak("query-limit", Query, "new PageCollector(table, request.Limit,", "new PageCollector(table, Math.Max(1, (request.Limit ?? 1000) - view.CountAll(table)),", "how many items a query's page holds"),
        Leak("scan-count", Scan, "Count = page.Count", "Count = page.Count + view.CountAll(table)", "Count of a scan"),
        Leak("scan-scanned", Scan, "ScannedCount = page.Scanned", "ScannedCount = page.Scanned + view.CountAll(table)", "ScannedCount of a scan"),
        Leak("scan-last-key", Scan, "LastEvaluatedKey = page.LastEvaluatedKey", "LastEvaluatedKey = view.CountAll(table) % 2 == 0 ? page.LastEvaluatedKey : null", "LastEvaluatedKey of a scan"),
        Leak("scan-capacity", Scan, "Capacity.Read(page.Bytes, request.ConsistentRead)", "Capacity.Read(4096 * view.CountAll(table), request.ConsistentRead)", "ConsumedCapacity of a scan"),
        Leak("scan-limit", Scan, "new PageCollector(table, request.Limit,", "new PageCollector(table, Math.Max(1, (request.Limit ?? 1000) - view.CountAll(table)),", "how many items a scan's page holds"),
        Leak("batch-get-capacity", BatchGet, "Capacity.Read(item is null ? 0 : ItemSize.Of(item), consistent)", "Capacity.Read(view.Any(table, key) is null ? 0 : 8192, consistent)", "ConsumedCapacity of a batch of reads"),
        Leak("batch-get-unprocessed", BatchGet, "UnprocessedKeys = []", "UnprocessedKeys = plans.Exists(plan => view.CountAll(plan.Table) > 6) ? requested : []", "UnprocessedKeys of a batch of reads"),
        Leak("batch-write-capacity", BatchWrite, "isCounted ? view.ItemOf(table, stored) : null", "isCounted && view.Any(table, key) is { } any ? ItemCodec.Decode(any) : null", "ConsumedCapacity of a batch of writes"),
        Leak("describe-counts", Engine, "Table = TableDescriptions.Of(Table(describe.TableName))", "Table = new TableDescription { TableName = describe.TableName, ItemCount = view.CountAll(Table(describe.TableName)) }", "the number of items in a table's description"),
        new("page-bounded-by-hidden", Sessions, "using var merge = new RangeMerge(this, Digests(table, sight), interval, sight); while (merge.Next(out var item) && (item is null || take(item)))", "using var merge = new RangeMerge(this, Digests(table, new Sight(sight.Label.Order.Top, null)), interval, sight); var rows = 0; while (merge.Next(out var item) && rows++ < 3 && (item is null || take(item)))", "a page's room is taken by hidden keys") { IsVisibleOutside = true },
        new("page-ends-at-hidden", Sessions, "using var merge = new RangeMerge(this, Digests(table, sight), interval, sight); while (merge.Next(out var item) && (item is null || take(item)))", "using var merge = new RangeMerge(this, Digests(table, new Sight(sight.Label.Order.Top, null)), interval, sight); while (merge.Next(out var item) && item is not null && take(item))", "a page ends where a hidden key stands") { IsVisibleOutside = true },
        new("storage-error-tells", "Trapeze.Store/Engine/StoreErrors.cs", "new(\"The request could not be processed\",", "new($\"The request could not be processed at {Environment.TickCount64}\",", "the text of a storage failure is not constant", Harm.Functional),
    ];

    private static Mutant Leak(string id, string file, string find, string replace, string field) =>
        new(id + "-leaks", file, find, replace, $"{field} depends on what is hidden") { IsVisibleOutside = true, With = Past };
}
