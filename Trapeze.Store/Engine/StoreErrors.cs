using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Store.Engine;

/// <summary>Every error that a caller can meet; each is a function of the request, the declared tables, its label and its view.</summary>
internal static class StoreErrors
{
    internal static AmazonDynamoDBException Invalid(string message) => new(message, ErrorType.Sender, "ValidationException", "", HttpStatusCode.BadRequest);

    internal static AmazonDynamoDBException NotSupported(string what) =>
        new($"{what} is not supported by the faceted store", ErrorType.Sender, "NotSupportedException", "", HttpStatusCode.BadRequest);

    internal static AmazonDynamoDBException LabelTooComplex() =>
        new("the activation's label has too many parts for the store", ErrorType.Sender, "LabelTooComplexException", "", HttpStatusCode.BadRequest);

    internal static ResourceNotFoundException NoSuchTable() =>
        new("Requested resource not found", ErrorType.Sender, "ResourceNotFoundException", "", HttpStatusCode.BadRequest);

    internal static ResourceInUseException TableExists(string name) =>
        new($"Table already exists: {name}", ErrorType.Sender, "ResourceInUseException", "", HttpStatusCode.BadRequest);

    internal static ConditionalCheckFailedException ConditionFailed(Dictionary<string, AttributeValue>? item) =>
        new("The conditional request failed", ErrorType.Sender, "ConditionalCheckFailedException", "", HttpStatusCode.BadRequest) { Item = item };

    /// <summary>A transaction of which nothing was done, with a reason for each of its actions in turn.</summary>
    internal static TransactionCanceledException Cancelled(List<CancellationReason> reasons) =>
        new(
            $"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", reasons.Select(reason => reason.Code))}]",
            ErrorType.Sender,
            "TransactionCanceledException",
            "",
            HttpStatusCode.BadRequest)
        {
            CancellationReasons = reasons,
        };

    internal static IdempotentParameterMismatchException TokenOfAnother() =>
        new(
            "The request uses the same client token as a previous, but non-identical request.",
            ErrorType.Sender,
            "IdempotentParameterMismatchException",
            "",
            HttpStatusCode.BadRequest);

    /// <summary>The storage failed; <see cref="FacetedStoreOptions.OnFailure"/> is told the reason, and whether a write was kept is not known.</summary>
    internal static InternalServerErrorException StorageFailed() =>
        new("The request could not be processed", ErrorType.Receiver, "InternalServerError", "", HttpStatusCode.InternalServerError);
}
