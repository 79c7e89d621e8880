using System.Text.Json;
using Trapeze.Shim.Events;

namespace HelloRetail.Events;

/// <summary>The retail stream: events checked against their schemas, published at the writer's label.</summary>
public sealed class RetailStream(IEvents events, EventSchemas schemas)
{
    /// <summary>Puts an event of one of the shop's own workflows on the stream.</summary>
    public async Task PublishAsync<T>(string eventName, T body, EventOptions options, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToElement(body, JsonSerializerOptions.Web);
        var faults = schemas.Faults(eventName, json);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"{eventName} does not fit its schema: {string.Join(", ", faults)}");
        }

        await events.PublishAsync(eventName, json, options, cancellation);
    }
}
