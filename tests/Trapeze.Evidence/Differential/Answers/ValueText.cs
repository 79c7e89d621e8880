using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>Values as texts: two values have the same text only if they are equal. Sets have no order, maps neither.</summary>
/// <remarks>Numbers of answers are canonical: DynamoDB Local gives some back as they were written.</remarks>
internal static class ValueText
{
    private const int Longest = 80;

    public static string Of(Dictionary<string, AttributeValue>? item) => item is null ? "none" : Map(item, NumberText.Canonical);

    public static string Of(AttributeValue? value) => Of(value, NumberText.Canonical);

    /// <summary>With numbers as they are, for requests: two texts of one number may be taken for two keys.</summary>
    public static string AsWritten(AttributeValue? value) => Of(value, static number => number);

    private static string Of(AttributeValue? value, Func<string, string> numberOf)
    {
        if (value is null)
        {
            return "null";
        }

        List<string> parts = [];
        Add(parts, value.S is not null, () => Quoted(value.S));
        Add(parts, value.N is not null, () => $"N {Quoted(numberOf(value.N!))}");
        Add(parts, value.B is not null, () => $"B {Binary(value.B)}");
        Add(parts, value.IsSSSet, () => $"SS {Set(value.SS.Select(Quoted))}");
        Add(parts, value.IsNSSet, () => $"NS {Set(value.NS.Select(member => Quoted(numberOf(member!))))}");
        Add(parts, value.IsBSSet, () => $"BS {Set(value.BS.Select(Binary))}");
        Add(parts, value.IsMSet, () => Map(value.M, numberOf));
        Add(parts, value.IsLSet, () => $"[{string.Join(", ", value.L.Select(each => Of(each, numberOf)))}]");
        Add(parts, value.BOOL is not null, () => value.BOOL is true ? "true" : "false");
        Add(parts, value.NULL is not null, () => value.NULL is true ? "NULL" : "NULL(false)");
        return parts is [var only] ? only : $"<{string.Join(" and ", parts)}>";
    }

    /// <summary>A list whose order says nothing.</summary>
    public static string Bag(IEnumerable<Dictionary<string, AttributeValue>>? items) =>
        items is null ? "none" : $"[{string.Join(",\n  ", items.Select(Of).Order(StringComparer.Ordinal))}]";

    public static string List(IEnumerable<Dictionary<string, AttributeValue>>? items) => items is null ? "none" : $"[{string.Join(",\n  ", items.Select(Of))}]";

    private static void Add(List<string> parts, bool isSet, Func<string> text)
    {
        if (isSet)
        {
            parts.Add(text());
        }
    }

    private static string Map(Dictionary<string, AttributeValue> map, Func<string, string> numberOf) =>
        $"{{{string.Join(", ", map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{Quoted(entry.Key)}: {Of(entry.Value, numberOf)}"))}}}";

    private static string Set(IEnumerable<string> members) => $"{{{string.Join(", ", members.Order(StringComparer.Ordinal))}}}";

    private static string Binary(MemoryStream? bytes) => bytes is null ? "null" : Short(Convert.ToHexString(bytes.ToArray()));

    private static string Quoted(string? text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in Short(text ?? "null"))
        {
            quoted.Append(char.IsControl(letter) || letter is '"' or '\\' ? $"\\u{(int)letter:x4}" : letter.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private static string Short(string text) =>
        text.Length <= Longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..10]}…({text.Length}, {StringComparer.Ordinal.GetHashCode(text)})");
}
