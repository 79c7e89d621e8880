using System.Text.Json;

namespace Trapeze.LocalLambda.Mappings;

/// <summary>Which records of a batch have failed, as Lambda reads a function's answer.</summary>
internal static class BatchOutcome
{
    /// <summary>The ids that failed, all of them where the answer is not as it must be.</summary>
    internal static IReadOnlySet<string> Failed(InvocationResult result, IReadOnlyCollection<string> ids, bool reports)
    {
        var all = ids.ToHashSet(StringComparer.Ordinal);
        if (result.FunctionError is not null)
        {
            return all;
        }

        if (!reports || result.Payload.IsEmpty)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        try
        {
            using var answer = JsonDocument.Parse(result.Payload);
            var failed = Read(answer.RootElement).ToHashSet(StringComparer.Ordinal);
            return failed.IsSubsetOf(all) ? failed : all;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return all;
        }
    }

    // No answer and an empty one: all went well.
    private static IEnumerable<string> Read(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Null || (answer.ValueKind == JsonValueKind.Object && (!answer.TryGetProperty("batchItemFailures", out var list) || list.ValueKind == JsonValueKind.Null))
            ? []
            : answer.GetProperty("batchItemFailures").EnumerateArray().Select(item => item.GetProperty("itemIdentifier").GetString() ?? "");
}
