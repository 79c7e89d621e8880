using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>Judges conditions on who asks; of every other condition it is not known whether it holds.</summary>
internal static class AccessCondition
{
    private const string Caller = "aws:PrincipalArn";

    /// <summary>Whether a condition holds for an identity; <see langword="null"/> if that is not known.</summary>
    internal static bool? Holds(JsonObject? condition, string arn)
    {
        bool? all = true;
        foreach (var (operation, keys) in condition ?? [])
        {
            foreach (var (key, values) in keys as JsonObject ?? new JsonObject { ["?"] = null })
            {
                var one = Holds(operation, key, Values(values), arn);
                if (one is false)
                {
                    return false;
                }

                all = one is null ? null : all;
            }
        }

        return all;
    }

    /// <summary>The identities that a condition leaves out by their ARNs.</summary>
    internal static IEnumerable<string> LeftOut(JsonObject? condition) =>
        from operation in condition ?? []
        where operation.Key.Contains("Not", StringComparison.Ordinal) && operation.Value is JsonObject
        from key in operation.Value!.AsObject()
        where IsCaller(key.Key)
        from value in Values(key.Value) ?? []
        select value;

    private static bool? Holds(string operation, string key, IReadOnlyList<string>? values, string arn)
    {
        if (!IsCaller(key) || values is null)
        {
            return null;
        }

        bool? any = operation switch
        {
            "StringEquals" or "StringNotEquals" => values.Contains(arn, StringComparer.Ordinal),
            "ArnEquals" or "ArnLike" or "StringLike" or "ArnNotEquals" or "ArnNotLike" or "StringNotLike" => values.Any(value => AccessPattern.Covers(value, arn)),
            _ => null,
        };
        return operation.Contains("Not", StringComparison.Ordinal) ? !any : any;
    }

    private static bool IsCaller(string key) => key.Equals(Caller, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string>? Values(JsonNode? values) => values switch
    {
        JsonValue one when one.GetValueKind() is JsonValueKind.String => [one.GetValue<string>()],
        JsonArray many when many.All(each => each is JsonValue value && value.GetValueKind() is JsonValueKind.String) => [.. many.Select(each => each!.GetValue<string>())],
        _ => null,
    };
}
