using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The store's engine: at which label each operation looks and files, and what of the view it answers.</summary>
internal static class EngineMutants
{
    private const string Store = "Trapeze.Store/FacetedStore.cs";
    private const string View = "Trapeze.Store/Engine/StoreView.cs";
    private const string Put = "Trapeze.Store/Engine/PutOperation.cs";
    private const string Delete = "Trapeze.Store/Engine/DeleteOperation.cs";
    private const string Update = "Trapeze.Store/Engine/UpdateOperation.cs";
    private const string Query = "Trapeze.Store/Engine/QueryOperation.cs";
    private const string Scan = "Trapeze.Store/Engine/ScanOperation.cs";
    private const string Segment = "Trapeze.Store/Engine/ScanSegment.cs";
    private const string Page = "Trapeze.Store/Engine/PageCollector.cs";
    private const string Condition = "Trapeze.Store/Engine/WriteCondition.cs";
    private const string Key = "Trapeze.Store/Engine/FacetKey.cs";
    private const string BatchGet = "Trapeze.Store/Engine/BatchGetOperation.cs";
    private const string BatchWrite = "Trapeze.Store/Engine/BatchWriteOperation.cs";
    private const string Exists = "Trapeze.Store/Expressions/Conditions/Exists.cs";
    private const string Comparison = "Trapeze.Store/Expressions/Conditions/Comparison.cs";
    private const string Junction = "Trapeze.Store/Expressions/Conditions/Junction.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("get-at-top", View, "storage.NewestAsync(table, key, placement.SightOf(label()))", "storage.NewestAsync(table, key, placement.SightOf(label().Order.Top))", "a read sees everything") { IsVisibleOutside = true },
        new("page-at-top", View, "storage.PageAsync(table, interval, placement.SightOf(label()), take)", "storage.PageAsync(table, interval, placement.SightOf(label().Order.Top), take)", "queries and scans see everything") { IsVisibleOutside = true },
        new("condition-at-top", View, "dependsOnItem ? placement.SightOf(at) : null", "dependsOnItem ? placement.SightOf(at.Order.Top) : null", "conditions test what is hidden") { IsVisibleOutside = true },
        new("condition-on-nothing", View, "dependsOnItem ? placement.SightOf(at) : null", "null", "conditions test an absent item", Harm.Functional),
        new("write-at-bottom", View, "placement.FilingOf(at)", "placement.FilingOf(at.Order.Bottom)", "everything is filed where everybody reads") { IsVisibleOutside = true },
        new("write-at-top", View, "placement.FilingOf(at)", "placement.FilingOf(at.Order.Top)", "everything is filed where nobody reads", Harm.Functional),
        new("client-at-start", Store, "new FacetedClient(_engine, () => activation.Label)", "new FacetedClient(_engine, () => activation.StartLabel)", "after a raise, an activation still reads and writes where it started"),
        new("put-condition-ignored", Put, "return condition.Test(old) is { } refusal", "return (condition.Test(old), false) is (var refusal, true)", "a put goes through whatever its condition", Harm.Functional) { With = [new(Put, "WriteDecision<PutItemResponse>.Refuse(refusal)", "WriteDecision<PutItemResponse>.Refuse(refusal!)")] },
        new("delete-condition-ignored", Delete, "return condition.Test(old) is { } refusal", "return (condition.Test(old), false) is (var refusal, true)", "a delete goes through whatever its condition", Harm.Functional) { With = [new(Delete, "WriteDecision<DeleteItemResponse>.Refuse(refusal)", "WriteDecision<DeleteItemResponse>.Refuse(refusal!)")] },
        new("update-condition-ignored", Update, "if (condition.Test(old) is { } refusal)", "if (condition.Test(old) is { } refusal && old is { Count: < 0 })", "an update goes through whatever its condition", Harm.Functional),
        new("condition-flipped", Condition, "_condition is null || _condition.Evaluate(item) ?", "_condition is null || !_condition.Evaluate(item) ?", "conditions hold when they do not", Harm.Functional),
        new("failed-condition-gives-item", Condition, "_returnsItem && item is not null ?", "item is not null ?", "a failed condition gives the item unasked", Harm.Functional),
        new("failed-condition-keeps-item", Condition, "_returnsItem && item is not null ? ItemCopy.Of(item) : null", "null", "a failed condition does not give the item it was asked for", Harm.Functional),
        new("exists-flipped", Exists, "path.Resolve(item) is not null == expected", "path.Resolve(item) is null == expected", "what exists does not", Harm.Functional),
        new("not-equal-of-absent", Comparison, "return Kind == ComparisonKind.NotEqual;", "return Kind != ComparisonKind.NotEqual;", "what is absent equals everything", Harm.Functional),
        new("and-is-or", Junction, "if (part.Evaluate(item) != IsAnd)", "if (part.Evaluate(item) == IsAnd)", "AND and OR are confused", Harm.Functional),
        new("put-returns-unasked", Put, "Attributes = returnsOld ? old : null", "Attributes = old", "a put gives what was there, unasked", Harm.Functional),
        new("update-returns-other", Update, "\"ALL_OLD\" => old,", "\"ALL_OLD\" => result.Item,", "an update gives the new item for the old", Harm.Functional),
        new("update-on-nothing", Update, "update.Apply(old, key)", "update.Apply(null, key)", "an update forgets what was there", Harm.Functional),
        new("delete-puts-key", Delete, "WriteDecision<DeleteItemResponse>.Write(item: null,", "WriteDecision<DeleteItemResponse>.Write(ItemCodec.Encode(request.Key),", "a delete leaves the bare key instead of a tombstone", Harm.Functional),
        new("key-hash-only", Key, "sort.CopyTo(bytes.AsSpan(at + 2));", "", "items of one partition are one", Harm.Functional),
        new("page-count-before-filter", Page, "if (_filter is null || _filter.Evaluate(_selection.Filtered(item, seen))) { Count++;", "Count++; if (_filter is null || _filter.Evaluate(_selection.Filtered(item, seen))) {", "Count counts what the filter drops", Harm.Functional),
        new("page-filter-ignored", Page, "if (_filter is null || _filter.Evaluate(_selection.Filtered(item, seen)))", "if (true)", "filters do not count", Harm.Functional),
        new("page-filter-before-limit", Page, "Scanned++; Bytes += ItemSize.Of(seen);", "if (_filter is not null && !_filter.Evaluate(item)) { return true; } Scanned++; Bytes += ItemSize.Of(seen);", "a page's limit does not count what the filter drops", Harm.Functional),
        new("page-limit-off-by-one", Page, "Scanned >= _limit", "Scanned > _limit", "a page is longer than its limit", Harm.Functional),
        new("page-no-last-key", Page, "LastEvaluatedKey = ItemCopy.Of(_index?.KeyOf(item) ?? _table.Schema.KeyOf(item));", "", "a page that ends early does not say where", Harm.Functional),
        new("page-always-last-key", Page, "if (ends) { LastEvaluatedKey", "{ LastEvaluatedKey", "every page says that more follows", Harm.Functional),
        new("page-count-gives-items", Page, "_selection.CountsOnly ? null : _items", "_items", "a count gives a list", Harm.Functional),
        new("query-starts-again", Query, "(low, high) = forward ? (start.Next(), high) : (low, start);", "", "a query's second page is its first", Harm.Functional),
        new("query-start-included", Query, "forward ? (start.Next(), high)", "forward ? (start, high)", "a query's second page repeats the last item", Harm.Functional),
        new("query-low-excluded", Query, "low = sort.LowInclusive ? low : low.Next();", "low = low.Next();", "a query misses its first key", Harm.Functional),
        new("query-high-excluded", Query, "high = sort is { High: not null, HighInclusive: true } ? high.Next() : high;", "", "a query misses its last key", Harm.Functional),
        new("query-past-partition", Query, ": FacetKey.Behind(hash);", ": FacetKey.Behind([.. hash, 255]);", "a query runs on into other partitions", Harm.Functional),
        new("query-backward-ignored", Query, "request.ScanIndexForward ?? true", "true", "a query backward goes forward", Harm.Functional),
        new("scan-start-included", Scan, "StartOf(table, index, start).Next();", "StartOf(table, index, start);", "a scan's second page repeats the last item", Harm.Functional),
        new("scan-segments-ignored", Segment, "== (ulong)_chosen", "!= (ulong)_segments", "every segment of a scan is the whole", Harm.Functional),
        new("batch-get-first-only", BatchGet, "foreach (var key in keys)", "foreach (var key in keys.Take(1))", "a batch reads its first key", Harm.Functional),
        new("type-name-number", "Trapeze.Store/Expressions/Syntax/FunctionRules.cs", "&& Enum.IsDefined(kind) ", "", "a number is taken for the name of a type", Harm.Functional),
        new("redundant-parentheses-taken", "Trapeze.Store/Expressions/Syntax/TokenReader.cs", "if (_text.AsSpan().Count('(') > 1)", "if (_text.AsSpan().Count('(') > 4096)", "parentheses around parentheses are taken", Harm.Functional),
        new("redundant-parentheses-late", "Trapeze.Store/Expressions/Syntax/TokenReader.cs", "catch (ValidationException)", "catch (ValidationException) when (!_failed)", "a fault of the syntax is told of before redundant parentheses in front of it", Harm.Functional),
        new("digits-of-one-script", "Trapeze.Store/Items/DynamoNumberText.cs", "CharUnicodeInfo.GetDecimalDigitValue(letter)", "-1", "a number in other digits than ASCII's is refused", Harm.Functional),
        new("batch-write-deletes-not", BatchWrite, "(table.KeyOf(ItemValidation.Key(delete.Key, table.Schema)), null)", "(table.KeyOf(ItemValidation.Key(delete.Key, table.Schema)), delete.Key)", "a batch's delete writes", Harm.Functional),
    ];
}
