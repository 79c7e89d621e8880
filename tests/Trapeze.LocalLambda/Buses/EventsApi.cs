using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Buses;

/// <summary>EventBridge, as far as putting events; a rule for each subscription matches their source.</summary>
internal sealed class EventsApi(LocalCloud cloud) : IJsonService
{
    private const int MostEntries = 10;

    public string Target => "AWSEvents.";

    public string Scope => "events";

    public string Version => "1.1";

    public Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone)
    {
        if (operation != "PutEvents")
        {
            throw new AwsException(400, "UnknownOperationException", $"no `{operation}` here");
        }

        var entries = input.GetProperty("Entries").EnumerateArray().ToList();
        if (entries.Count is 0 or > MostEntries)
        {
            throw new AwsException(400, "ValidationException", "between 1 and 10 entries");
        }

        var answers = entries.Select(Put).ToList();
        return Task.FromResult(new JsonObject { ["FailedEntryCount"] = answers.Count(answer => answer.ContainsKey("ErrorCode")), ["Entries"] = new JsonArray([.. answers]) });
    }

    private JsonObject Put(JsonElement entry)
    {
        if (Text(entry, "Source") is not { } source || Text(entry, "DetailType") is not { } type || Text(entry, "Detail") is not { } text)
        {
            return new JsonObject { ["ErrorCode"] = "InvalidArgument", ["ErrorMessage"] = "Parameter Source, DetailType or Detail is not valid." };
        }

        if (Parse(text) is not { } detail)
        {
            return new JsonObject { ["ErrorCode"] = "MalformedDetail", ["ErrorMessage"] = "Detail is malformed." };
        }

        var id = Guid.NewGuid().ToString();
        var made = new JsonObject
        {
            ["version"] = "0",
            ["id"] = id,
            ["detail-type"] = type,
            ["source"] = source,
            ["account"] = LocalNames.Account,
            ["time"] = cloud.Options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["region"] = LocalNames.Region,
            ["resources"] = new JsonArray(),
            ["detail"] = detail,
        };
        foreach (var target in cloud.Subscribed($"eventbridge:{source}"))
        {
            cloud.InvokeLater(target, Encoding.UTF8.GetBytes(made.ToJsonString()));
        }

        return new JsonObject { ["EventId"] = id };
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonObject? Parse(string detail)
    {
        try
        {
            return JsonNode.Parse(detail) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
