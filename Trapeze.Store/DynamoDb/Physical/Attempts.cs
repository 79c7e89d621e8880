using System.Net;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What the SDK's failures say about whether a request was done.</summary>
/// <remarks>The SDK tries nothing again by itself: it would take a write that was done, and whose answer was lost, for one that was refused.</remarks>
internal static class Attempts
{
    private const int Most = 8;
    private const int Shortest = 2;
    private const int Longest = 200;

    /// <summary>Makes a request that may be made any number of times.</summary>
    internal static async ValueTask<T> ReadAsync<T>(Func<Task<T>> ask, TimeProvider time)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (IsTransient(failure) && attempt < Most)
            {
                await PauseAsync(attempt, time);
            }
            catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or OperationCanceledException or TimeoutException)
            {
                throw new PhysicalException($"DynamoDB: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Waits before the next attempt.</summary>
    internal static Task PauseAsync(int attempt, TimeProvider time) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(Longest, Shortest << Math.Min(attempt, Most))), time);

    /// <summary>Makes a write once.</summary>
    internal static async ValueTask<StepOutcome> WriteAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return StepOutcome.Done;
        }
        catch (ConditionalCheckFailedException)
        {
            return StepOutcome.Refused;
        }
        catch (TransactionCanceledException cancelled) when (Says(cancelled, "ConditionalCheckFailed"))
        {
            return StepOutcome.Refused;
        }
        catch (AmazonServiceException failure) when (IsTurnedAway(failure))
        {
            return StepOutcome.TurnedAway;
        }
        catch (Exception failure) when (IsTransient(failure))
        {
            return StepOutcome.Unknown;
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException)
        {
            throw new PhysicalException($"DynamoDB: {failure.Message}", failure);
        }
    }

    // Said before anything is done.
    private static bool IsTurnedAway(AmazonServiceException failure) =>
        failure is ProvisionedThroughputExceededException or RequestLimitExceededException or TransactionConflictException
        || failure.ErrorCode is "RequestLimitExceeded" or "ThrottlingException" or "ThrottledException" or "TooManyRequestsException" or "ProvisionedThroughputExceededException"
        || (failure is TransactionCanceledException cancelled && (Says(cancelled, "TransactionConflict") || Says(cancelled, "ThrottlingError") || Says(cancelled, "ProvisionedThroughputExceeded")));

    private static bool Says(TransactionCanceledException cancelled, string reason) =>
        cancelled.CancellationReasons?.Exists(each => each.Code == reason) == true;

    private static bool IsTransient(Exception failure) => failure switch
    {
        // An answer that broke off, under the status that it began with.
        AmazonUnmarshallingException => true,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError or (HttpStatusCode)0 } => true,
        AmazonServiceException service => IsTurnedAway(service),
        // A response that did not come, or not whole.
        HttpRequestException or OperationCanceledException or IOException or TimeoutException => true,
        AmazonClientException => failure.InnerException is not null,
        _ => false,
    };
}
