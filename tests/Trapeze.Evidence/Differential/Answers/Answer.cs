using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>What one side answered, as texts by field.</summary>
/// <param name="Error">The error's code; <see langword="null"/> if there was none.</param>
/// <param name="Fields">The fields of the response, or what the error tells.</param>
internal sealed record Answer(string? Error, ImmutableSortedDictionary<string, string> Fields)
{
    /// <summary>The attributes that a write returned.</summary>
    public Dictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>The field of an error's text.</summary>
    public const string Message = "Message";

    /// <summary>The field of why a transaction was cancelled.</summary>
    public const string Reasons = "Reasons";

    /// <summary>The fields that are not the same.</summary>
    public IReadOnlyList<string> DiffersFrom(Answer other) =>
    [
        .. Error != other.Error ? (string[])["Error"] : [],
        .. Fields.Keys.Union(other.Fields.Keys, StringComparer.Ordinal)
            .Where(field => Fields.GetValueOrDefault(field) != other.Fields.GetValueOrDefault(field)).Order(StringComparer.Ordinal),
    ];

    public override string ToString() => $"{Error ?? "succeeds"}{string.Concat(Fields.Select(field => $"\n  {field.Key}: {field.Value}"))}";
}
