using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Which attributes a read returns, and how that is written.</summary>
internal sealed record Choice(IReadOnlyList<string>? Attributes, string? Expression, Dictionary<string, string>? Names, List<string>? Legacy)
{
    internal static Choice Whole { get; } = new(null, null, null, null);

    internal bool IsWhole => Attributes is null;

    internal static Choice Draw(Dice dice) => Draw(dice, legacy: dice.Next(3) == 0);

    internal static Choice Draw(Dice dice, bool legacy)
    {
        string[] attributes = dice.Next(6) switch { 0 => ["n"], 1 => ["h", "t"], 2 => ["s", "n", "nothing"], _ => [] };
        return attributes.Length == 0 ? Whole
            : legacy ? new(attributes, null, null, [.. attributes])
            : dice.Flip() ? new(attributes, string.Join(", ", attributes), null, null)
            : new(attributes, string.Join(", ", attributes.Select(name => $"#{name}")), attributes.ToDictionary(name => $"#{name}", StringComparer.Ordinal), null);
    }

    internal Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item) =>
        Attributes is null ? item : item.Where(pair => Attributes.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
}
