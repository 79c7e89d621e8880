using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace HelloRetail.Rows;

/// <summary>The reads that the shop's functions have in common.</summary>
public static class StoreReading
{
    extension(AmazonDynamoDBClient store)
    {
        /// <summary>The row under a key of one attribute, or null if the activation's view has none.</summary>
        public async Task<Dictionary<string, AttributeValue>?> FindAsync(
            string table, string attribute, string key, CancellationToken cancellation)
        {
            var response = await store.GetItemAsync(table, new Dictionary<string, AttributeValue> { [attribute] = new(key) }, cancellation);
            return response.Item is { Count: > 0 } item ? item : null;
        }

        /// <summary>Every row of the activation's view of a table.</summary>
        public async Task<List<Dictionary<string, AttributeValue>>> ListAsync(ScanRequest request, CancellationToken cancellation)
        {
            var rows = new List<Dictionary<string, AttributeValue>>();
            await foreach (var page in store.Paginators.Scan(request).Responses.WithCancellation(cancellation))
            {
                rows.AddRange(page.Items ?? []);
            }

            return rows;
        }
    }
}
