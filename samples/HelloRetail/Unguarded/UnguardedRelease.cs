using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Declassification;

namespace HelloRetail.Unguarded;

/// <summary>Runs the trusted code, and asks nobody whether it may.</summary>
internal sealed class UnguardedRelease(FlowPolicy policy, Activation activation, AmazonDynamoDBClient store, UnguardedQueue queue) : IRelease
{
    public PreparedRelease Prepare<T>(string declassifier, string eventName, T payload) =>
        new Prepared(this, declassifier, eventName, JsonSerializer.SerializeToNode(payload, JsonSerializerOptions.Web)!.AsObject());

    public Task IntoTableAsync<TIn>(string declassifier, string table, TIn input, CancellationToken cancellationToken = default) =>
        store.PutItemAsync(table, (Dictionary<string, AttributeValue>)Run(declassifier, input)!, cancellationToken);

    public Task IntoEventAsync<TIn>(string declassifier, string eventName, TIn input, CancellationToken cancellationToken = default)
    {
        Publish(declassifier, eventName, [], Run(declassifier, input));
        return Task.CompletedTask;
    }

    private object? Run(string declassifier, object? input)
    {
        var code = Assembly.GetExecutingAssembly().GetType(policy.Declassifiers[declassifier].Code, throwOnError: true)!;
        return code.GetMethod("Release")!.Invoke(Activator.CreateInstance(code), [input]);
    }

    private void Publish(string declassifier, string eventName, JsonObject payload, object? released)
    {
        payload["released"] = JsonSerializer.SerializeToNode(released, JsonSerializerOptions.Web);
        var label = policy.Declassifiers[declassifier].For(activation.StartLabel)!.To;
        queue.Add(new UnguardedEvent(eventName, JsonSerializer.SerializeToUtf8Bytes(payload), label, TimeSpan.Zero), deduplicationId: null);
    }

    private sealed class Prepared(UnguardedRelease release, string declassifier, string eventName, JsonObject payload) : PreparedRelease
    {
        public override Task CompleteAsync<TIn>(TIn input, CancellationToken cancellationToken = default)
        {
            release.Publish(declassifier, eventName, payload, release.Run(declassifier, input));
            return Task.CompletedTask;
        }
    }
}
