using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>Follows a Query or Scan through all its pages.</summary>
internal static class Paging
{
    private const int MostPages = 200;

    public static async Task<ImmutableSortedDictionary<string, string>> AskAsync(AmazonDynamoDBClient client, Operation operation)
    {
        List<string> sizes = [];
        List<string> counts = [];
        List<Dictionary<string, AttributeValue>> items = [];
        var total = 0;
        AmazonWebServiceRequest? request = operation.Request;
        for (var pages = 0; request is not null; pages++)
        {
            if (pages == MostPages)
            {
                return Answering.Fields(("Pages", "without end"));
            }

            switch (request)
            {
                case QueryRequest query:
                    var queried = await client.QueryAsync(query);
                    Add(queried.Items, queried.Count, queried.ScannedCount);
                    request = queried.LastEvaluatedKey is null ? null : Following.Of(query, queried.LastEvaluatedKey, isFirst: pages == 0);
                    break;
                case ScanRequest scan:
                    var scanned = await client.ScanAsync(scan);
                    Add(scanned.Items, scanned.Count, scanned.ScannedCount);
                    request = scanned.LastEvaluatedKey is null ? null : Following.Of(scan, scanned.LastEvaluatedKey, isFirst: pages == 0);
                    break;
            }
        }

        return operation.Request switch
        {
            QueryRequest { IndexName: null } => Answering.Fields(("Items", ValueText.List(items)), ("Counts", string.Join(' ', counts)), ("ScannedCounts", string.Join(' ', sizes))),
            QueryRequest { ExclusiveStartKey: null } => Answering.Fields(
                ("Items", ValueText.Bag(items)), ("Order", Order(operation, items)), ("Count", $"{total}"), ("ScannedCounts", string.Join(' ', sizes))),
            ScanRequest first when Answering.IsWhole(first) => Answering.Fields(("Items", ValueText.Bag(items)), ("Count", $"{total}"), ("ScannedCounts", string.Join(' ', sizes))),
            _ => Answering.Fields(),
        };

        void Add(List<Dictionary<string, AttributeValue>>? found, int? count, int? scanned)
        {
            items.AddRange(found ?? []);
            total += count ?? 0;
            counts.Add(count?.ToString(CultureInfo.InvariantCulture) ?? "none");
            sizes.Add(scanned?.ToString(CultureInfo.InvariantCulture) ?? "none");
        }
    }

    /// <summary>The sort keys of an index's items, in their order.</summary>
    public static string Order(Operation operation, IEnumerable<Dictionary<string, AttributeValue>>? items) => operation.IndexSort is not { } sort || items is null
        ? ""
        : string.Join(' ', items.Select(item => ValueText.Of(item.GetValueOrDefault(sort))));
}
