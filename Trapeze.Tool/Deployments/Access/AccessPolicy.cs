using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>Reads policies of IAM. What it does not understand it says, and takes for nothing that protects.</summary>
internal static class AccessPolicy
{
    private static readonly string[] Known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"];

    /// <summary>The statements of a document: JSON, or JSON as text, as it is or escaped as in a URL.</summary>
    /// <param name="document">The document.</param>
    /// <param name="policy">Where it stands, in words.</param>
    /// <param name="unclear">Is told of what cannot be judged.</param>
    internal static ImmutableArray<AccessStatement> Read(JsonNode? document, string policy, Action<string> unclear)
    {
        if (Object(document) is not { } read || read["Statement"] is not { } statements)
        {
            unclear($"{policy} is no policy of IAM");
            return [];
        }

        var result = ImmutableArray.CreateBuilder<AccessStatement>();
        foreach (var each in statements as JsonArray ?? [statements.DeepClone()])
        {
            if (each is JsonObject statement && Read(statement, policy) is { } understood)
            {
                result.Add(understood);
            }
            else
            {
                unclear($"a statement of {policy} is written as none of IAM's: {each?.ToJsonString()}");
            }
        }

        return result.ToImmutable();
    }

    /// <summary>A document of JSON that may be text.</summary>
    internal static JsonObject? Object(JsonNode? document)
    {
        if (document is not JsonValue value || value.GetValueKind() is not JsonValueKind.String)
        {
            return document as JsonObject;
        }

        var text = value.GetValue<string>();
        try
        {
            return JsonNode.Parse(text.StartsWith('%') ? Uri.UnescapeDataString(text) : text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AccessStatement? Read(JsonObject statement, string policy)
    {
        var (action, resource, principal) = (statement["Action"] ?? statement["NotAction"], statement["Resource"] ?? statement["NotResource"], statement["Principal"] ?? statement["NotPrincipal"]);
        return statement.All(part => Known.Contains(part.Key, StringComparer.Ordinal))
            && Texts(statement["Effect"]) is ["Allow" or "Deny"] and [var effect]
            && Texts(action) is { IsEmpty: false } actions
            && (resource is null ? ["*"] : Texts(resource)) is { } resources
            && (principal is null || Names(principal) is not null)
            && statement["Condition"] is null or JsonObject
            ? new AccessStatement(
                policy,
                effect is "Allow",
                actions,
                statement["Action"] is null,
                resources,
                statement["NotResource"] is not null,
                principal is null ? null : new AccessPrincipals(Names(principal)!.Value, statement["Principal"] is null),
                statement["Condition"] as JsonObject)
            : null;
    }

    private static ImmutableArray<string>? Names(JsonNode principal)
    {
        if (principal is not JsonObject kinds)
        {
            return Texts(principal);
        }

        var names = kinds.Select(kind => Texts(kind.Value)).ToList();
        return names.Any(each => each is null) ? null : [.. names.SelectMany(each => each!.Value)];
    }

    private static ImmutableArray<string>? Texts(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        JsonArray array when array.All(each => each is JsonValue value && value.GetValueKind() is JsonValueKind.String) => [.. array.Select(each => each!.GetValue<string>())],
        _ => null,
    };
}
