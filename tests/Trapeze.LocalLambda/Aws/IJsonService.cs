using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Aws;

/// <summary>A service of the protocols AmazonJSON 1.0 and 1.1, whose operation stands in <c>X-Amz-Target</c>.</summary>
internal interface IJsonService
{
    /// <summary>What stands before the operation's name.</summary>
    string Target { get; }

    /// <summary>The service's name in the scope of signatures.</summary>
    string Scope { get; }

    /// <summary>The protocol's version, as it stands in content types.</summary>
    string Version { get; }

    /// <summary>Carries an operation out; throws <see cref="AwsException"/>.</summary>
    Task<JsonObject> AnswerAsync(string operation, JsonElement input, CancellationToken gone);
}
