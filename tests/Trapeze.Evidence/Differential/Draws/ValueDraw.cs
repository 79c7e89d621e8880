using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws values of all ten types, nested, at the edges of what is allowed, and beyond.</summary>
internal sealed class ValueDraw(Chance chance)
{
    private const int Deepest = 3;

    public static ImmutableArray<string> Kinds { get; } = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL"];

    private static readonly ImmutableArray<string> Numbers =
    [
        "0", "1", "2", "3", "5", "10", "42", "100", "-1", "-5", "0.5", "1.5", "-0.25", "1e2", "1E2", "1e-2", "007", "1.0", "1.50", "-0", "+3", ".5", "5.", "0e0", "00.10",
        "12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678", "-99999999999999999999999999999999999999",
        "1e37", "1e38", "123e36", "9.9999999999999999999999999999999999999E+125", "-9.9999999999999999999999999999999999999E+125", "1E125", "1e-130", "-1E-130", "5e-129", "10000000000000000000000000000000000000000",
        "0.00000000000000000000000000000000000001", "1000000000000000000000000000000000000.5", "٣", "-1٣.०५e٢",
    ];

    private static readonly ImmutableArray<string> NoNumbers =
    [
        "", " ", "a", "1a", "1 ", " 1", "--1", "1e", "e1", "1.2.3", "0x10", "NaN", "Infinity", "-", "+", ".", "1_000", "1,5", "x٣", "3½", "1e126", "-1e126", "1E-131", "1e99999999999",
        "123456789012345678901234567890123456789", "1.23456789012345678901234567890123456789", "10000000000000000000000000000000000000.5", "1d", "1f",
    ];

    private static readonly ImmutableArray<string> Texts =
    [
        "", "a", "b", "ab", "abc", "aB", "A", "é", "e\u0301", "漢字", "😀", "\uFFFD", "z", " ", "a b", "\"quoted\"", "line\nbreak", "\0", "S", "N", "M", "BOOL", "0", "10", "9", "NULL", "aa", "ba", "xyz",
    ];

    public AttributeValue Any(int depth = 0) => chance.Mistake(3) ? Broken() : Of(Kind(depth), depth);

    public AttributeValue Of(string kind, int depth = 0) => kind switch
    {
        "S" => new() { S = Text() },
        "N" => new() { N = Number() },
        "B" => new() { B = Bytes() },
        "SS" => new() { SS = Distinct(Text, 1 + chance.Next(3)) },
        "NS" => new() { NS = DistinctNumbers(1 + chance.Next(3)) },
        "BS" => new() { BS = Distinct(() => Convert.ToBase64String(Bytes().ToArray()), 1 + chance.Next(3)).ConvertAll(text => new MemoryStream(Convert.FromBase64String(text))) },
        "M" => new() { M = Map(depth + 1) },
        "L" => new() { L = [.. Enumerable.Range(0, chance.Next(4)).Select(_ => Any(depth + 1))] },
        "BOOL" => new() { BOOL = chance.Flip() },
        _ => new() { NULL = true },
    };

    public string Number() => chance.Mistake(4) ? chance.From(NoNumbers)
        : chance.Of(60) ? (chance.Next(9) - 2).ToString(CultureInfo.InvariantCulture)
        : chance.Of(70) ? chance.From(Numbers)
        : Digits(1 + chance.Next(38));

    public string Text() => chance.Of(2) ? new string('x', 1 + chance.Next(5000)) : chance.From(Texts);

    public MemoryStream Bytes() => new([.. Enumerable.Range(0, chance.Next(4)).Select(_ => (byte)chance.Pick(0, 1, 2, 127, 128, 255))]);

    /// <summary>A value that nests as deep as it may, or a little deeper.</summary>
    public AttributeValue Deep()
    {
        var value = Of("N");
        for (var levels = 29 + chance.Next(5); levels > 0; levels--)
        {
            value = chance.Flip() ? new() { L = [value] } : new() { M = new() { ["x"] = value } };
        }

        return value;
    }

    /// <summary>A value of about so many bytes.</summary>
    public AttributeValue Large(int bytes) => chance.Flip() ? new() { S = new string('y', bytes) } : new() { B = new MemoryStream(new byte[bytes]) };

    /// <summary>What is no value.</summary>
    public AttributeValue Broken() => chance.Next(11) switch
    {
        0 => new(),
        1 => new() { S = "a", N = "1" },
        2 => new() { NULL = false },
        3 => new() { SS = [] },
        4 => new() { NS = [] },
        5 => new() { BS = [] },
        6 => new() { SS = ["a", "b", "a"] },
        7 => new() { NS = ["1", "2", "1.0"] },
        8 => new() { BS = [new MemoryStream([1]), new MemoryStream([1])] },
        9 => new() { N = chance.From(NoNumbers) },
        _ => new() { L = [new() { M = new() { ["x"] = new() } }] },
    };

    private string Kind(int depth) => depth >= Deepest ? chance.Pick("S", "N", "B", "BOOL", "NULL", "SS", "NS") : chance.From(Kinds);

    private Dictionary<string, AttributeValue> Map(int depth)
    {
        var map = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var (name, kind) in Attributes.Nested)
        {
            if (chance.Of(60))
            {
                map[name] = chance.Of(85) && depth < Deepest ? Of(kind, depth) : Any(depth);
            }
        }

        return map;
    }

    private string Digits(int count)
    {
        var digits = string.Concat(Enumerable.Range(0, count).Select(at => (char)('0' + (at == 0 ? 1 + chance.Next(9) : chance.Next(10)))));
        var point = chance.Next(count + 1);
        return (chance.Flip() ? "-" : "") + (point == 0 || point == count ? digits : $"{digits[..point]}.{digits[point..]}");
    }

    private List<string> DistinctNumbers(int count) =>
        [.. Distinct(Number, count).DistinctBy(Answers.NumberText.Canonical, StringComparer.Ordinal)];

    private static List<string> Distinct(Func<string> draw, int count) => [.. Enumerable.Range(0, count).Select(_ => draw()).Distinct(StringComparer.Ordinal)];
}
