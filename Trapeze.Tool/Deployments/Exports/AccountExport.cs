using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trapeze.Tool.Deployments.Exports;

/// <summary>What <c>deploy/export.sh</c> read of an account: under each command of the AWS CLI, what it printed.</summary>
internal sealed class AccountExport
{
    /// <summary>The commands that print one document.</summary>
    internal static ImmutableArray<string> Commands { get; } =
    [
        "sts get-caller-identity", "iam get-account-authorization-details", "lambda list-functions", "lambda list-event-source-mappings", "apigatewayv2 get-apis", "sqs list-queues",
        "secretsmanager describe-secret", "secretsmanager get-resource-policy", "logs describe-log-groups", "logs describe-resource-policies", "logs describe-account-policies", "logs describe-metric-filters",
    ];

    /// <summary>The commands that print one for each function, API, table, queue or log group, under its name.</summary>
    internal static ImmutableArray<string> CommandsForEach { get; } =
    [
        "lambda get-function", "lambda get-policy", "lambda list-function-url-configs", "lambda list-versions-by-function", "lambda list-aliases", "lambda list-function-event-invoke-configs",
        "apigatewayv2 get-routes", "apigatewayv2 get-integrations", "apigatewayv2 get-stages",
        "dynamodb describe-table", "dynamodb get-resource-policy", "dynamodb describe-continuous-backups", "dynamodb describe-time-to-live", "dynamodb describe-kinesis-streaming-destination",
        "sqs get-queue-attributes", "logs describe-subscription-filters",
    ];

    private static readonly string[] Continuations = ["NextToken", "nextToken", "NextMarker", "Marker"];
    private readonly JsonObject _root;

    private AccountExport(JsonObject root) => _root = root;

    /// <summary>The deployment's name.</summary>
    internal string Name => Text(_root["name"]);

    /// <summary>The region.</summary>
    internal string Region => Text(_root["region"]);

    /// <summary>What a command printed; <see langword="null"/> if it was not asked or there is nothing.</summary>
    internal JsonObject? this[string command] => _root[command] as JsonObject;

    /// <summary>Reads an export.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    internal static AccountExport Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject root && root["name"] is JsonValue && root["region"] is JsonValue
                ? new AccountExport(root)
                : throw new CommandException("this is no export: deploy/export.sh makes one");
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw new CommandException($"the export cannot be read: {failure.Message}");
        }
    }

    /// <summary>What a command printed for one of many.</summary>
    internal JsonObject? Of(string command, string name) => this[command]?[name] as JsonObject;

    /// <summary>Whether a command was asked for one of many, though it may have found nothing.</summary>
    internal bool HasAsked(string command, string name) => this[command]?.ContainsKey(name) is true;

    /// <summary>The entries of a list that a command printed.</summary>
    internal IEnumerable<JsonObject> List(string command, string list) => Entries(this[command], list);

    /// <summary>The entries of a list that a command printed for one of many.</summary>
    internal IEnumerable<JsonObject> List(string command, string name, string list) => Entries(Of(command, name), list);

    /// <summary>Text, or nothing.</summary>
    internal static string Text(JsonNode? node) => node is JsonValue value ? value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "";

    /// <summary>What the export has not got that a judgement needs.</summary>
    internal IEnumerable<string> Missing()
    {
        foreach (var command in Commands.Where(command => !_root.ContainsKey(command)).Concat(CommandsForEach.Where(command => this[command] is null)))
        {
            yield return $"it has nothing of `aws {command}`";
        }

        foreach (var (command, output) in _root)
        {
            if (IsCutOff(output) || (output is JsonObject each && CommandsForEach.Contains(command, StringComparer.Ordinal) && each.Any(one => IsCutOff(one.Value))))
            {
                yield return $"what `aws {command}` printed is cut off: ask it for all pages";
            }
        }
    }

    private static bool IsCutOff(JsonNode? output) => output is JsonObject printed && (
        Continuations.Any(name => printed[name] is JsonValue) || Text(printed["IsTruncated"]) is "true");

    private static IEnumerable<JsonObject> Entries(JsonObject? output, string list) => (output?[list] as JsonArray ?? []).OfType<JsonObject>();
}
