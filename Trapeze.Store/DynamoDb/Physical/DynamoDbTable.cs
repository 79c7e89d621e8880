using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The physical table, at DynamoDB.</summary>
internal sealed class DynamoDbTable(IAmazonDynamoDB client, string name, TimeProvider time) : IPhysicalTable
{
    private const int MostAtOnce = 100;
    private const string NotePrefix = "note ";
    private const int MostLooks = 8;
    private static readonly byte[] NoteSort = [0];
    private readonly LongItems _long = new(client, name, time);
    private readonly PartitionQuery _partitions = new(client, name, time);

    public async ValueTask<StoredFacet?> GetAsync(PhysicalKey key)
    {
        var request = new GetItemRequest { TableName = name, Key = FacetAttributes.KeyOf(key), ConsistentRead = true };
        for (var look = 0; look < MostLooks; look++)
        {
            if ((await Attempts.ReadAsync(() => client.GetItemAsync(request), time)).Item is not { Count: > 0 } item)
            {
                return null;
            }

            if (await _long.WholeAsync(key, item) is { } facet)
            {
                return facet;
            }
        }

        throw new PhysicalException("DynamoDB: a part of an item is missing");
    }

    public async ValueTask<StoredFacet?[]> GetAsync(IReadOnlyList<PhysicalKey> keys)
    {
        var items = await GetAllAsync([.. keys.Select(key => FacetAttributes.KeyOf(key))]);
        var facets = new StoredFacet?[keys.Count];
        for (var at = 0; at < facets.Length; at++)
        {
            facets[at] = items.TryGetValue(keys[at], out var item) ? await ReadAsync(keys[at], item) : null;
        }

        return facets;
    }

    public async ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        await _long.PutAsync(key, facet);
        var condition = GuardExpression.Of(guard, facet);
        return await Attempts.WriteAsync(() => client.PutItemAsync(new PutItemRequest
        {
            TableName = name,
            Item = ItemOf(key, facet),
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values.Count > 0 ? condition.Values : null,
        }));
    }

    public async ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes)
    {
        await Task.WhenAll(writes.Select(write => _long.PutAsync(write.Cell, write.Facet).AsTask()));
        var request = new TransactWriteItemsRequest { TransactItems = [.. writes.Select(ActionOf)] };
        return await Attempts.WriteAsync(() => client.TransactWriteItemsAsync(request));
    }

    public async ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells)
    {
        await _long.PutAsync(key, facet);

        // The number of what arrived before is counted on where it lies.
        var attributes = FacetAttributes.OfCopy(facet.Arriving(arrival: 0));
        FacetAttributes.AddWholeSort(attributes, key);
        var condition = GuardExpression.Of(guard);
        foreach (var (attribute, value) in attributes)
        {
            condition.Values[$":_{attribute}"] = value;
        }

        condition.Values[":_one"] = FacetAttributes.NumberOf(1);
        var absent = FacetAttributes.Optional.Where(attribute => !attributes.ContainsKey(attribute)).ToList();
        Dictionary<string, AttributeValue>? before = null;
        var request = new UpdateItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            UpdateExpression = $"SET {string.Join(", ", attributes.Keys.Select(attribute => $"{attribute} = :_{attribute}"))}"
                + $"{(absent.Count > 0 ? $" REMOVE {string.Join(", ", absent)}" : "")} ADD {FacetAttributes.Arrival} :_one",
            ConditionExpression = condition.Text,
            ExpressionAttributeNames = condition.Names,
            ExpressionAttributeValues = condition.Values,
            ReturnValues = tells ? ReturnValue.ALL_OLD : ReturnValue.NONE,
            ReturnValuesOnConditionCheckFailure = tells ? ReturnValuesOnConditionCheckFailure.ALL_OLD : ReturnValuesOnConditionCheckFailure.NONE,
        };
        var outcome = await Attempts.WriteAsync(async () =>
        {
            try
            {
                before = (await client.UpdateItemAsync(request)).Attributes;
            }
            catch (ConditionalCheckFailedException refused)
            {
                before = refused.Item;
                throw;
            }
        });
        return new Delivery(outcome, before is { Count: > 0 } item ? LongItems.InlineOf(item) : null);
    }

    public ValueTask<StepOutcome> EmptyAsync(PhysicalKey key, StoredFacet facet)
    {
        var condition = GuardExpression.Of(CellGuard.IsStill(facet), facet);
        return Attempts.WriteAsync(() => client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            UpdateExpression = $"REMOVE {FacetAttributes.Item}, {FacetAttributes.Rests}",
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values,
        }));
    }

    public ValueTask<StepOutcome> RemoveAsync(PhysicalKey key, StoredFacet facet)
    {
        var condition = GuardExpression.Of(CellGuard.IsStill(facet), facet);
        return Attempts.WriteAsync(() => client.DeleteItemAsync(new DeleteItemRequest
        {
            TableName = name,
            Key = FacetAttributes.KeyOf(key),
            ConditionExpression = condition.Text,
            ExpressionAttributeValues = condition.Values,
        }));
    }

    // What is gone meanwhile is gone from the page.
    public async ValueTask<PhysicalPage<StoredFacet>> QueryAsync(string partition, PhysicalRange range, int limit)
    {
        var (items, behind) = await _partitions.ReadAsync(partition, range, limit);
        var facets = ImmutableArray.CreateBuilder<(byte[], StoredFacet)>(items.Count);
        foreach (var (sort, item) in items)
        {
            if (await ReadAsync(new PhysicalKey(partition, sort), item) is { } facet)
            {
                facets.Add((sort, facet));
            }
        }

        return new PhysicalPage<StoredFacet>(facets.ToImmutable(), behind);
    }

    public async ValueTask MarkAsync(StoredDependent entry) =>
        await Attempts.ReadAsync(() => client.PutItemAsync(new PutItemRequest { TableName = name, Item = entry.ToItem() }), time);

    public async ValueTask UnmarkAsync(PhysicalKey key) =>
        await Attempts.ReadAsync(() => client.DeleteItemAsync(new DeleteItemRequest { TableName = name, Key = FacetAttributes.KeyOf(key) }), time);

    public async ValueTask<PhysicalPage<StoredDependent>> QueryEntriesAsync(string partition, PhysicalRange range, int limit)
    {
        var (items, behind) = await _partitions.ReadAsync(partition, range, limit);
        return new PhysicalPage<StoredDependent>([.. items.Select(each => (each.Sort, StoredDependent.Read(each.Item) ?? throw FacetAttributes.Unknown()))], behind);
    }

    public async ValueTask<PhysicalScan> ScanAsync(PhysicalKey? behind)
    {
        var request = new ScanRequest { TableName = name, ConsistentRead = true, ExclusiveStartKey = behind is { } key ? FacetAttributes.PlaceOf(key.Partition, key.Sort) : null };
        var response = await Attempts.ReadAsync(() => client.ScanAsync(request), time);
        List<(PhysicalKey, StoredFacet)> facets = [];
        List<StoredDependent> dependents = [];
        foreach (var (at, item) in (response.Items ?? []).Select(item => (FacetAttributes.KeyOf(item), item)))
        {
            if (item.ContainsKey(FacetAttributes.Record) && await ReadAsync(at, item) is { } facet)
            {
                facets.Add((at, facet));
            }
            else if (StoredDependent.Read(item) is { } dependent)
            {
                dependents.Add(dependent);
            }
            else if (!item.ContainsKey(FacetAttributes.Record) && !item.ContainsKey(FacetAttributes.Note))
            {
                throw FacetAttributes.Unknown();
            }
        }

        // Where it goes on is in DynamoDB's own words.
        return new PhysicalScan(
            facets,
            dependents,
            response.LastEvaluatedKey is { Count: > 0 } last ? new PhysicalKey(last[FacetAttributes.Partition].S, last[FacetAttributes.Sort].B.ToArray()) : null);
    }

    public async ValueTask<StepOutcome> RemoveAsync(StoredDependent dependent) => await Attempts.WriteAsync(() => client.DeleteItemAsync(new DeleteItemRequest
    {
        TableName = name,
        Key = FacetAttributes.KeyOf(dependent.Key),
        ConditionExpression = $"{FacetAttributes.Number} = :n",
        ExpressionAttributeValues = new(StringComparer.Ordinal) { [":n"] = FacetAttributes.NumberOf(dependent.Put) },
    }));

    public async ValueTask<string?[]> ReadNotesAsync(IReadOnlyList<string> names)
    {
        var items = await GetAllAsync([.. names.Distinct(StringComparer.Ordinal).Select(note => FacetAttributes.PlaceOf(NotePrefix + note, NoteSort))]);
        return [.. names.Select(note => items.TryGetValue(new PhysicalKey(NotePrefix + note, NoteSort), out var item) ? item[FacetAttributes.Note].S : null)];
    }

    public async ValueTask LeaveNoteAsync(string name, string text)
    {
        var item = FacetAttributes.PlaceOf(NotePrefix + name, NoteSort);
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

    private async ValueTask<StoredFacet?> ReadAsync(PhysicalKey key, Dictionary<string, AttributeValue> item) =>
        await _long.WholeAsync(key, item) ?? await GetAsync(key);

    private static Dictionary<string, AttributeValue> ItemOf(PhysicalKey key, StoredFacet facet)
    {
        var item = FacetAttributes.OfCell(facet);
        foreach (var (attribute, value) in FacetAttributes.WholeKeyOf(key))
        {
            item[attribute] = value;
        }

        return item;
    }

    private TransactWriteItem ActionOf(CellWrite write)
    {
        var condition = GuardExpression.Of(write.Guard, write.Facet);
        var values = condition.Values.Count > 0 ? condition.Values : null;
        return write.Facet is { } facet
            ? new TransactWriteItem { Put = new Put { TableName = name, Item = ItemOf(write.Cell, facet), ConditionExpression = condition.Text, ExpressionAttributeValues = values } }
            : new TransactWriteItem { ConditionCheck = new ConditionCheck { TableName = name, Key = FacetAttributes.KeyOf(write.Cell), ConditionExpression = condition.Text, ExpressionAttributeValues = values } };
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
                    found[FacetAttributes.KeyOf(item)] = item;
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
