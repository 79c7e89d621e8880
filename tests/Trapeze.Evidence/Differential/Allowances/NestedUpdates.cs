using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>What an update returns of attributes that it changes inside.</summary>
internal static partial class NestedUpdates
{
    /// <summary>Whether theirs has the whole of what ours has parts of, in attributes with nested targets alone; all others are the same.</summary>
    public static bool Explain(UpdateItemRequest update, Dictionary<string, AttributeValue> theirs, Dictionary<string, AttributeValue> ours)
    {
        var nested = Root().Matches(update.UpdateExpression).Select(match => match.Value)
            .Select(name => update.ExpressionAttributeNames?.GetValueOrDefault(name) ?? name).ToHashSet(StringComparer.Ordinal);
        return theirs.Keys.Union(ours.Keys, StringComparer.Ordinal).All(name => (theirs.GetValueOrDefault(name), ours.GetValueOrDefault(name)) switch
        {
            (null, _) or (_, null) => nested.Contains(name),
            var (whole, part) => nested.Contains(name) ? IsPart(part, whole) : ValueText.Of(part) == ValueText.Of(whole),
        });
    }

    private static bool IsPart(AttributeValue part, AttributeValue whole) =>
        ValueText.Of(part) == ValueText.Of(whole)
        || (part.IsMSet && whole.IsMSet && part.M.All(member => whole.M.TryGetValue(member.Key, out var same) && IsPart(member.Value, same)))
        || (part.IsLSet && whole.IsLSet && IsPart(part.L, whole.L));

    private static bool IsPart(List<AttributeValue> part, List<AttributeValue> whole)
    {
        var found = 0;
        foreach (var element in whole)
        {
            found += found < part.Count && IsPart(part[found], element) ? 1 : 0;
        }

        return found == part.Count;
    }

    [GeneratedRegex(@"(?<![\w.:#])#?\w+(?=\s*[.\[])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Root();
}
