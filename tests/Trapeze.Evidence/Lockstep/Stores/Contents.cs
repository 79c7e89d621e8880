using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What an item holds besides its key, as a function of the machine's value; and what DynamoDB counts an item's bytes to.</summary>
internal static class Contents
{
    internal const string Number = "n";
    internal const string Text = "t";
    internal const string Set = "s";

    // One value needs a second unit to be written, one to be read.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 8).Select(value => value < 6 ? $"text {value}" : new string('x', value == 6 ? 1_500 : 4_500))];

    internal static AttributeValue N(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    internal static AttributeValue T(int value) => new() { S = Texts[value] };

    internal static AttributeValue S(int value) => new() { SS = ["always", $"v{value}"] };

    internal static Dictionary<string, AttributeValue> Of(int value) =>
        new(StringComparer.Ordinal) { [Number] = N(value), [Text] = T(value), [Set] = S(value) };

    /// <summary>An item as text, for comparison and for people.</summary>
    internal static string Show(Dictionary<string, AttributeValue>? item) => item is null
        ? "none"
        : $"{{{string.Join(", ", item.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {Show(pair.Value)}"))}}}";

    internal static string Show(IEnumerable<Dictionary<string, AttributeValue>> items) => string.Join("; ", items.Select(Show));

    internal static long SizeOf(Dictionary<string, AttributeValue> item) => item.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + SizeOf(pair.Value));

    private static string Show(AttributeValue value) =>
        value.S is { } text ? text.Length > 20 ? $"'{text[0]} {text.Length} times'" : $"'{text}'"
        : value.N is { } number ? number
        : value.B is { } bytes ? $"x{Convert.ToHexString(bytes.ToArray())}"
        : value.SS is { } set ? $"[{string.Join(',', set.Order(StringComparer.Ordinal))}]"
        : "something else";

    private static long SizeOf(AttributeValue value) =>
        value.S is { } text ? Encoding.UTF8.GetByteCount(text)
        : value.N is { } number ? 1 + ((Significant(number) + 1) / 2) + (number[0] == '-' ? 1 : 0)
        : value.B is { } bytes ? bytes.Length
        : value.SS.Sum(Encoding.UTF8.GetByteCount);

    private static int Significant(string number) => number.TrimStart('-').Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
}
