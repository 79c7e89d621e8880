using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Requests that ask how large the item collections are that they write to.</summary>
internal static class ItemCollections
{
    public static bool AreAsked(AmazonWebServiceRequest? request) => request switch
    {
        PutItemRequest put => put.ReturnItemCollectionMetrics?.Value == "SIZE",
        UpdateItemRequest update => update.ReturnItemCollectionMetrics?.Value == "SIZE",
        DeleteItemRequest delete => delete.ReturnItemCollectionMetrics?.Value == "SIZE",
        BatchWriteItemRequest batch => batch.ReturnItemCollectionMetrics?.Value == "SIZE",
        TransactWriteItemsRequest transaction => transaction.ReturnItemCollectionMetrics?.Value == "SIZE",
        _ => false,
    };
}
