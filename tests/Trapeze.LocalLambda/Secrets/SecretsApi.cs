using System.Text.Json;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Secrets;

/// <summary>Secrets Manager, as far as reading what there is.</summary>
internal sealed class SecretsApi(LocalCloud cloud) : IJsonService
{
    public string Target => "secretsmanager.";

    public string Scope => "secretsmanager";

    public string Version => "1.1";

    public Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone)
    {
        if (operation != "GetSecretValue")
        {
            throw new AwsException(400, "InvalidRequestException", $"no `{operation}` here");
        }

        var id = input.GetProperty("SecretId").GetString()!;
        var name = id.StartsWith("arn:", StringComparison.Ordinal) ? id.Split(':')[^1] : id;
        return cloud.Secret(name) is { } secret
            ? Task.FromResult(new JsonObject
            {
                ["ARN"] = LocalNames.Arn("secretsmanager", $"secret:{name}"),
                ["Name"] = name,
                ["VersionId"] = secret.Version,
                ["SecretString"] = secret.Value,
                ["VersionStages"] = new JsonArray("AWSCURRENT"),
                ["CreatedDate"] = secret.Made.ToUnixTimeMilliseconds() / 1000.0,
            })
            : throw new AwsException(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
}
