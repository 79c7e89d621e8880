using System.Text.Json;
using HelloRetail.Events;
using Trapeze.Shim.Events;

namespace HelloRetail.Functions;

/// <summary>POST /events: puts what people report on the retail stream, at their own label.</summary>
public static class EventWriter
{
    public static async Task<IResult> WriteAsync(JsonElement body, EventSchemas schemas, IEvents events, CancellationToken cancellation)
    {
        if (!schemas.TryName(body, out var name) || !EventSchemas.FromPeople.Contains(name))
        {
            return Results.Problem("no such event", statusCode: StatusCodes.Status400BadRequest);
        }

        if (schemas.Faults(name, body) is { Count: > 0 } faults)
        {
            return Results.Problem(string.Join("; ", faults), statusCode: StatusCodes.Status400BadRequest);
        }

        await events.PublishAsync(name, body, cancellationToken: cancellation);
        return Results.Accepted();
    }
}
