using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The physical table, at DynamoDB.</summary>
internal sealed class DynamoDbTable(IAmazonDynamoDB client, string name, TimeProvider time) : IPhysicalTable
{
    private const int MostAtOnce = 100;
    private const string NotePrefix = "note ";
    private static readonly byte[] NoteSort = [0];

    public async ValueTask<StoredFacet?> GetAsync(PhysicalKey key)
    {
        var request = new GetItemRequest { TableName = name, Key = FacetAttributes.KeyOf(key), ConsistentRead = true };
        var item = (await Attempts.ReadAsync(() => client.GetItemAsync(request), time)).Item;
        return item is { Count: > 0 } ? FacetAttributes.Read(item) : null;
    }

    public async ValueTask<StoredFacet?[]> GetAsync(IReadOnlyList<PhysicalKey> keys)
    {
        var items = await GetAllAsync([.. keys.Select(FacetAttributes.KeyOf)]);
        return [.. keys.Select(key => items.TryGetValue(key, out var item) ? FacetAttributes.Read(item) : null)];
    }

    public ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        var condition = GuardExpression.Of(guard);
        return Attempts.WriteAsync(() => client.PutItemAsync(new PutItemRequest
        {
            TableName = name,
            Item = ItemOf(key, facet),
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values.Count > 0 ? condition.Values : null,
        }));
    }

    public ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes)
    {
        var request = new TransactWriteItemsRequest { TransactItems = [.. writes.Select(ActionOf)] };
        return Attempts.WriteAsync(() => client.TransactWriteItemsAsync(request));
    }

    public async ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells)
    {
        // The number of what arrived before is counted on where it lies.
        var attributes = FacetAttributes.Of(facet.Arriving(arrival: 0));
        var condition = GuardExpression.Of(guard);
        foreach (var (attribute, value) in attributes)
        {
            condition.Values[$":_{attribute}"] = value;
        }

        condition.Values[":_one"] = FacetAttributes.NumberOf(1);
        var absent = FacetAttributes.Optional.Where(attribute => !attributes.ContainsKey(attribute)).ToList();
        Dictionary<string, AttributeValue>? replaced = null;
        var outcome = await Attempts.WriteAsync(async () => replaced = (await client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            UpdateExpression = $"SET {string.Join(", ", attributes.Keys.Select(attribute => $"{attribute} = :_{attribute}"))}"
                + $"{(absent.Count > 0 ? $" REMOVE {string.Join(", ", absent)}" : "")} ADD {FacetAttributes.Arrival} :_one",
            ConditionExpression = condition.Text,
            ExpressionAttributeNames = condition.Names,
            ExpressionAttributeValues = condition.Values,
            ReturnValues = tells ? ReturnValue.ALL_OLD : ReturnValue.NONE,
        })).Attributes);
        return new Delivery(outcome, replaced is { Count: > 0 } item ? FacetAttributes.Read(item) : null);
    }

    public ValueTask<StepOutcome> EmptyAsync(PhysicalKey key, Guid uid)
    {
        var condition = GuardExpression.Of(CellGuard.Is(uid));
        return Attempts.WriteAsync(() => client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            UpdateExpression = $"REMOVE {FacetAttributes.Item}",
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values,
        }));
    }

    public ValueTask<StepOutcome> RemoveAsync(PhysicalKey key, Guid uid)
    {
        var condition = GuardExpression.Of(CellGuard.Is(uid));
        return Attempts.WriteAsync(() => client.DeleteItemAsync(new DeleteItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values,
        }));
    }

    public ValueTask<PhysicalPage<StoredFacet>> QueryAsync(string partition, PhysicalRange range, int limit) =>
        QueryAsync(partition, range, limit, FacetAttributes.Read);

    public async ValueTask MarkAsync(PhysicalKey key, StoredEntry entry)
    {
        var item = FacetAttributes.KeyOf(key);
        item[FacetAttributes.Base] = FacetAttributes.BytesOf(entry.Base);
        await Attempts.ReadAsync(() => client.PutItemAsync(new PutItemRequest { TableName = name, Item = item }), time);
    }

    public async ValueTask UnmarkAsync(PhysicalKey key) =>
        await Attempts.ReadAsync(() => client.DeleteItemAsync(new DeleteItemRequest { TableName = name, Key = FacetAttributes.KeyOf(key) }), time);

    public ValueTask<PhysicalPage<StoredEntry>> QueryEntriesAsync(string partition, PhysicalRange range, int limit) =>
        QueryAsync(partition, range, limit, item => new StoredEntry(Binary.Bytes(item[FacetAttributes.Base].B).ToArray()));

    public async ValueTask<(IReadOnlyList<(PhysicalKey Key, StoredFacet Facet)> Items, PhysicalKey? Behind)> ScanAsync(PhysicalKey? behind)
    {
        var request = new ScanRequest { TableName = name, ConsistentRead = true, ExclusiveStartKey = behind is { } key ? FacetAttributes.KeyOf(key) : null };
        var response = await Attempts.ReadAsync(() => client.ScanAsync(request), time);
        return ([.. (response.Items ?? []).Where(item => item.ContainsKey(FacetAttributes.Uid)).Select(item => (KeyOf(item), FacetAttributes.Read(item)))],
            response.LastEvaluatedKey is { Count: > 0 } last ? KeyOf(last) : null);
    }

    public async ValueTask<string?[]> ReadNotesAsync(IReadOnlyList<string> names)
    {
        var items = await GetAllAsync([.. names.Distinct(StringComparer.Ordinal).Select(note => FacetAttributes.KeyOf(NotePrefix + note, NoteSort))]);
        return [.. names.Select(note => items.TryGetValue(new PhysicalKey(NotePrefix + note, NoteSort), out var item) ? item[FacetAttributes.Note].S : null)];
    }

    public async ValueTask LeaveNoteAsync(string name, string text)
    {
        var item = FacetAttributes.KeyOf(NotePrefix + name, NoteSort);
        item[FacetAttributes.Note] = new AttributeValue { S = text };
        var request = new PutItemRequest { TableName = Name, Item = item, ConditionExpression = $"attribute_not_exists({FacetAttributes.Partition})" };
        await Attempts.ReadAsync(
            async () =>
            {
                try
                {
                    await client.PutItemAsync(request);
                    return true;
                }
                catch (ConditionalCheckFailedException)
                {
                    return false;
                }
            },
            time);
    }

    public void Dispose() => client.Dispose();

    private string Name => name;

    private static Dictionary<string, AttributeValue> ItemOf(PhysicalKey key, StoredFacet facet)
    {
        var item = FacetAttributes.Of(facet);
        item[FacetAttributes.Partition] = new AttributeValue { S = key.Partition };
        item[FacetAttributes.Sort] = FacetAttributes.BytesOf(key.Sort);
        return item;
    }

    private TransactWriteItem ActionOf(CellWrite write)
    {
        var condition = GuardExpression.Of(write.Guard);
        var values = condition.Values.Count > 0 ? condition.Values : null;
        return write.Facet is { } facet
            ? new TransactWriteItem { Put = new Put { TableName = name, Item = ItemOf(write.Cell, facet), ConditionExpression = condition.Text, ExpressionAttributeValues = values } }
            : new TransactWriteItem { ConditionCheck = new ConditionCheck { TableName = name, Key = FacetAttributes.KeyOf(write.Cell), ConditionExpression = condition.Text, ExpressionAttributeValues = values } };
    }

    private async ValueTask<PhysicalPage<T>> QueryAsync<T>(string partition, PhysicalRange range, int limit, Func<Dictionary<string, AttributeValue>, T> read)
    {
        var request = new QueryRequest
        {
            TableName = name,
            ConsistentRead = true,
            Limit = limit,
            ScanIndexForward = range.Forward,
            ExclusiveStartKey = range.Behind is { } behind ? FacetAttributes.KeyOf(partition, behind) : null,
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":p"] = new AttributeValue { S = partition } },
        };
        if (!TryBound(request, Shortened(range.Low), range.High is { } upper ? Shortened(upper) : null))
        {
            return new PhysicalPage<T>([], Behind: null);
        }

        var response = await Attempts.ReadAsync(() => client.QueryAsync(request), time);
        var items = (response.Items ?? [])
            .Select(item => (Sort: item[FacetAttributes.Sort].B.ToArray(), Item: item))
            .Where(each => each.Sort.AsSpan().SequenceCompareTo(range.Low) >= 0 && (range.High is not { } high || each.Sort.AsSpan().SequenceCompareTo(high) < 0))
            .Select(each => (each.Sort, read(each.Item)));
        return new PhysicalPage<T>([.. items], response.LastEvaluatedKey is { Count: > 0 } last ? last[FacetAttributes.Sort].B.ToArray() : null);
    }

    private static PhysicalKey KeyOf(Dictionary<string, AttributeValue> item) => new(item[FacetAttributes.Partition].S, item[FacetAttributes.Sort].B.ToArray());

    // Of what is longer than any key.
    private static byte[] Shortened(byte[] bound) => bound.Length > LongestSort ? bound[..LongestSort] : bound;

    private const int LongestSort = Protocol.KeyLayout.LongestSort;

    // Both bounds included; whoever asks leaves the upper one out.
    private static bool TryBound(QueryRequest request, byte[] low, byte[]? high)
    {
        if (high is not null && low.AsSpan().SequenceCompareTo(high) > 0)
        {
            return false;
        }

        if (low.Length > 0)
        {
            request.ExpressionAttributeValues[":low"] = FacetAttributes.BytesOf(low);
        }

        if (high is not null)
        {
            request.ExpressionAttributeValues[":high"] = FacetAttributes.BytesOf(high);
        }

        request.KeyConditionExpression = $"{FacetAttributes.Partition} = :p" + (low.Length > 0, high is not null) switch
        {
            (true, true) => $" AND {FacetAttributes.Sort} BETWEEN :low AND :high",
            (true, false) => $" AND {FacetAttributes.Sort} >= :low",
            (false, true) => $" AND {FacetAttributes.Sort} <= :high",
            _ => "",
        };
        return true;
    }

    private async ValueTask<Dictionary<PhysicalKey, Dictionary<string, AttributeValue>>> GetAllAsync(ImmutableArray<Dictionary<string, AttributeValue>> keys)
    {
        var found = new Dictionary<PhysicalKey, Dictionary<string, AttributeValue>>(keys.Length);
        foreach (var chunk in keys.Chunk(MostAtOnce))
        {
            var left = chunk.ToList();
            for (var attempt = 0; left.Count > 0; attempt++)
            {
                var request = new BatchGetItemRequest { RequestItems = new(StringComparer.Ordinal) { [name] = new KeysAndAttributes { Keys = left, ConsistentRead = true } } };
                var response = await Attempts.ReadAsync(() => client.BatchGetItemAsync(request), time);
                foreach (var item in response.Responses?.GetValueOrDefault(name) ?? [])
                {
                    found[KeyOf(item)] = item;
                }

                left = response.UnprocessedKeys?.GetValueOrDefault(name)?.Keys ?? [];
                if (left.Count > 0)
                {
                    await Attempts.PauseAsync(attempt, time);
                }
            }
        }

        return found;
    }
}
