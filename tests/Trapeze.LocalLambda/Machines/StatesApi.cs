using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Machines;

/// <summary>Step Functions, as far as starting an execution of a machine whose one task is a function; it is tried three times.</summary>
internal sealed class StatesApi(LocalCloud cloud) : IJsonService
{
    private readonly ConcurrentDictionary<string, string> _inputs = new(StringComparer.Ordinal);

    public string Target => "AWSStepFunctions.";

    public string Scope => "states";

    public string Version => "1.0";

    public Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone)
    {
        if (operation != "StartExecution")
        {
            throw new AwsException(400, "UnknownOperationException", $"no `{operation}` here");
        }

        var machine = input.GetProperty("stateMachineArn").GetString()!.Split(':')[^1];
        if (cloud.Subscribed($"states:{machine}").FirstOrDefault() is not { } function)
        {
            throw new AwsException(400, "StateMachineDoesNotExist", "State Machine Does Not Exist");
        }

        var given = input.TryGetProperty("input", out var text) ? text.GetString()! : "{}";
        using (Parse(given))
        {
        }

        var name = input.TryGetProperty("name", out var named) ? named.GetString()! : Guid.NewGuid().ToString();
        var arn = LocalNames.Arn("states", $"execution:{machine}:{name}");
        if (!_inputs.TryAdd(arn, given))
        {
            return _inputs[arn] == given ? Started(arn) : throw new AwsException(400, "ExecutionAlreadyExists", $"Execution Already Exists: '{arn}'");
        }

        cloud.InvokeLater(function, Encoding.UTF8.GetBytes(given));
        return Started(arn);
    }

    private Task<JsonObject> Started(string arn) => Task.FromResult(new JsonObject { ["executionArn"] = arn, ["startDate"] = cloud.Options.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 });

    private static JsonDocument Parse(string input)
    {
        try
        {
            return JsonDocument.Parse(input);
        }
        catch (JsonException error)
        {
            throw new AwsException(400, "InvalidExecutionInput", error.Message);
        }
    }
}
