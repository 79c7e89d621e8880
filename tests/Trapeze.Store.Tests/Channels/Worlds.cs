using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Store.Tests.Channels;

/// <summary>What one client is told, step by step: when it is alone, beside others whom it may not see, and beside the same whom it may.</summary>
internal static class Worlds
{
    internal const string Reader = "client(alice)";

    private static readonly string[] Nobody = [];
    private static readonly string[] Hidden = ["client(bob)", "owner", "audit", "client(alice) & client(bob)"];
    private static readonly string[] Visible = ["public"];

    internal delegate Task<AmazonWebServiceResponse> Step(AmazonDynamoDBClient client);

    /// <summary>Hidden others change nothing; visible ones do, or the steps would show nothing either way.</summary>
    /// <param name="others">What each of the others does, before the first step and again before each.</param>
    /// <param name="steps">What the client asks.</param>
    internal static async Task HideAsync(Func<AmazonDynamoDBClient, Task> others, params Step[] steps)
    {
        var alone = await HideAllAsync(others, steps);
        Assert.NotEqual(alone, await ToldAsync(Visible, others, steps));
    }

    /// <summary>Hidden others change nothing, and visible ones would not either.</summary>
    /// <returns>What the client is told.</returns>
    internal static async Task<IReadOnlyList<string>> HideAllAsync(Func<AmazonDynamoDBClient, Task> others, params Step[] steps)
    {
        var alone = await ToldAsync(Nobody, others, steps);
        Assert.Equal(alone, await ToldAsync(Hidden, others, steps));
        return alone;
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(string[] labels, Func<AmazonDynamoDBClient, Task> others, Step[] steps)
    {
        using var store = new TemporaryStore();
        using var client = store.At(Reader);
        var theirs = labels.Select(store.At).ToList();
        List<string> told = [];
        foreach (var step in steps)
        {
            foreach (var other in theirs)
            {
                await others(other);
            }

            told.Add(await ToldAsync(() => step(client)));
        }

        theirs.ForEach(other => other.Dispose());
        return told;
    }

    private static async Task<string> ToldAsync(Func<Task<AmazonWebServiceResponse>> act)
    {
        try
        {
            return JsonSerializer.Serialize<object>(await act());
        }
        catch (AmazonServiceException refused)
        {
            var more = refused switch
            {
                ConditionalCheckFailedException failed => JsonSerializer.Serialize(failed.Item),
                TransactionCanceledException cancelled => JsonSerializer.Serialize(cancelled.CancellationReasons),
                _ => "",
            };
            return $"{refused.GetType().Name} {refused.ErrorCode} {refused.StatusCode} {refused.RequestId} {refused.Retryable?.Throttling} {refused.Message} {more}";
        }
    }
}
