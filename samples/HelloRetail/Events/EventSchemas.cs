using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using NJsonSchema;

namespace HelloRetail.Events;

/// <summary>The JSON schemas of the retail stream's events.</summary>
public sealed class EventSchemas
{
    private const string IdPrefix = "com.nordstrom/";
    private const string IdSuffix = "/1-0-0";

    private readonly FrozenDictionary<string, JsonSchema> _byEvent;

    private EventSchemas(FrozenDictionary<string, JsonSchema> byEvent) => _byEvent = byEvent;

    /// <summary>What people may put on the stream; the rest of it is the workflows' word alone.</summary>
    public static FrozenSet<string> FromPeople { get; } =
        [EventNames.ProductCreate, EventNames.UpdatePhone, EventNames.AddRole, EventNames.Login];

    public static async Task<EventSchemas> LoadAsync()
    {
        var schemas = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var schema = await JsonSchema.FromJsonAsync(await reader.ReadToEndAsync());
            schemas.Add(schema.Id[IdPrefix.Length..^IdSuffix.Length], schema);
        }

        return new EventSchemas(schemas.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The schema id of an event, which is also the value of its <c>schema</c> member.</summary>
    public static string IdOf(string eventName) => IdPrefix + eventName + IdSuffix;

    /// <summary>Whether <paramref name="body"/> says of itself that it is an event of the stream, and which.</summary>
    public bool TryName(JsonElement body, out string eventName)
    {
        var id = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String
            ? schema.GetString()!
            : string.Empty;
        eventName = _byEvent.Keys.FirstOrDefault(name => string.Equals(IdOf(name), id, StringComparison.Ordinal)) ?? string.Empty;
        return eventName.Length > 0;
    }

    /// <summary>What is wrong with <paramref name="body"/> as the event <paramref name="eventName"/>, by path; nothing if it is right.</summary>
    public IReadOnlyList<string> Faults(string eventName, JsonElement body) =>
        [.. _byEvent[eventName].Validate(body.GetRawText()).Select(error => $"{error.Path}: {error.Kind}")];
}
