using System.Security.Claims;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.AspNetCore.Builder;
using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Store;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>A host over a backend, whose one function says what its caller finds, and leaves his name where nothing is.</summary>
internal static class StoreHost
{
    internal const string Policy = GuardHost.Policy + "\ntables:\n  shelf: { key: id }\n";

    internal static Task<GuardHost> StartAsync(
        StoreBackend backend, string policy = Policy, Action<TrapezeOptions>? options = null, Action<WebApplicationBuilder>? build = null) => GuardHost.StartAsync(
        app => app.MapGet("/items", async (IAmazonDynamoDB store, Activation activation, ClaimsPrincipal user) =>
        {
            var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = new("k") };
            var found = await store.GetItemAsync("shelf", key);
            if (user.FindFirst("sub")?.Value is { } name && !found.IsItemSet)
            {
                await store.PutItemAsync("shelf", new(key, StringComparer.Ordinal) { ["by"] = new(name) });
            }

            return $"{activation.Label}: {(found.IsItemSet ? found.Item["by"].S : "")}";
        }),
        build: builder =>
        {
            new TrapezeBuilder(builder.Services).UseStore(backend);
            build?.Invoke(builder);
        },
        options: options,
        policy: policy);

    internal static async Task<string> AskAsync(GuardHost host, string? token = null)
    {
        using var reply = await host.GetAsync("/items", token);
        return await reply.Content.ReadAsStringAsync();
    }
}
