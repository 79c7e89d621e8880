using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>Turns a request into the event that a function gets for it.</summary>
public static class HttpEvents
{
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Expect"];

    /// <summary>The event of a request that nothing was routed for.</summary>
    public static ReadOnlyMemory<byte> Of(HttpShape shape, RawRequest request, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        return Of(request, new EventContext(shape, "$default", null, time.GetUtcNow()));
    }

    internal static ReadOnlyMemory<byte> Of(RawRequest request, EventContext context)
    {
        var seen = request with { Fields = Seen(request, context) };
        var made = context.Shape switch
        {
            HttpShape.RestApi => RestApiEvent.Of(seen, context),
            HttpShape.LoadBalancer => LoadBalancerEvent.Of(seen, isMultiValue: false),
            HttpShape.LoadBalancerMultiValue => LoadBalancerEvent.Of(seen, isMultiValue: true),
            _ => HttpApiEvent.Of(seen, context),
        };
        return Encoding.UTF8.GetBytes(made.ToJsonString());
    }

    // The fields that the front hands on, with what it says itself of the client.
    private static List<HttpField> Seen(RawRequest request, EventContext context)
    {
        List<HttpField> fields = [.. request.Fields.Where(field => !HopByHop.Contains(field.Name, StringComparer.OrdinalIgnoreCase))];
        var before = fields.Where(field => field.Is("X-Forwarded-For")).Select(field => $"{field.Value}, ");
        var forwardedFor = string.Concat([.. before, EventContext.Client]);
        fields.RemoveAll(field => field.Is("X-Forwarded-For") || field.Is("X-Forwarded-Proto") || field.Is("X-Forwarded-Port"));
        fields.AddRange([new("X-Forwarded-For", forwardedFor), new("X-Forwarded-Proto", "https"), new("X-Forwarded-Port", "443")]);
        if (!fields.Exists(field => field.Is("X-Amzn-Trace-Id")))
        {
            fields.Add(new HttpField("X-Amzn-Trace-Id", $"Root=1-{context.Time.ToUnixTimeSeconds():x8}-{context.RequestId.Replace("-", "", StringComparison.Ordinal)[..24]}"));
        }

        return fields;
    }

    /// <summary>An object with the last value of each name.</summary>
    internal static JsonObject Last(IEnumerable<(string Name, string Value)> pairs)
    {
        var made = new JsonObject();
        foreach (var (name, value) in pairs)
        {
            made[name] = value;
        }

        return made;
    }

    /// <summary>An object with the values of each name, in their order.</summary>
    internal static JsonObject All(IEnumerable<(string Name, string Value)> pairs)
    {
        var made = new JsonObject();
        foreach (var (name, value) in pairs)
        {
            if (made[name] is not JsonArray values)
            {
                made[name] = values = [];
            }

            values.Add(value);
        }

        return made;
    }
}
