using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>CloudFormation's own functions, in their long form.</summary>
internal static partial class Intrinsic
{
    internal static JsonObject Ref(string id) => new() { ["Ref"] = id };

    internal static JsonObject Arn(string id) => Attribute(id, "Arn");

    internal static JsonObject Attribute(string id, string name) => new() { ["Fn::GetAtt"] = new JsonArray(id, name) };

    /// <summary>Text with placeholders; one that is nothing else is the reference itself.</summary>
    internal static JsonNode Text(string text) =>
        Alone().Match(text) is { Success: true } match ? Ref(match.Groups["id"].Value)
        : text.Contains("${", StringComparison.Ordinal) ? new JsonObject { ["Fn::Sub"] = text }
        : JsonValue.Create(text);

    internal static JsonObject Find(string map, string parameter, string name) => new() { ["Fn::FindInMap"] = new JsonArray(map, Ref(parameter), name) };

    internal static JsonObject If(string condition, JsonNode then) => new() { ["Fn::If"] = new JsonArray(condition, then, Ref("AWS::NoValue")) };

    internal static JsonObject IsNot(string parameter, string value) => new() { ["Fn::Not"] = new JsonArray(new JsonObject { ["Fn::Equals"] = new JsonArray(Ref(parameter), value) }) };

    [GeneratedRegex(@"^\$\{(?<id>[A-Za-z0-9:]+)\}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Alone();
}
