using System.Globalization;
using System.Numerics;
using System.Text;
using Amazon.DynamoDBv2.Model;
using FsCheck;
using FsCheck.Fluent;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;

namespace Trapeze.Store.Tests.Expressions;

/// <summary>
/// A second, naive meaning of conditions: equality of printed values, order of printed digits. It shares nothing with the evaluator but
/// the text that it writes, in which every name and value is a placeholder.
/// </summary>
internal sealed record ModelCondition(string Text, Func<Dictionary<string, AttributeValue>, bool> Holds, Dictionary<string, AttributeValue> Literals, bool IsComposite)
{
    private static Gen<Term> Path { get; } =
        from count in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
        from first in Values.Name
        from rest in Gen.OneOf(Values.Name, Gen.Choose(0, 2).Select(index => index.ToString(CultureInfo.InvariantCulture))).ListOf(count)
        select new Term(rest.Aggregate($"#{first}", (path, step) => char.IsAsciiDigit(step[0]) ? $"{path}[{step}]" : $"{path}.{step}"), item => Walk(item, first, rest), []);

    private static Gen<Term> Size { get; } = Path.Select(path => new Term($"size({path.Text})", item => SizeOf(path.Value(item)), []));

    private static Gen<Term> AnyTerm { get; } = Gen.Frequency((3, Path), (2, Literal(Values.Value)), (1, Size));

    private static Gen<Term> OrderedTerm { get; } = Gen.Frequency((3, Path), (2, Literal(Values.Scalar)), (1, Size));

    public static Gen<ModelCondition> Any(int depth) => depth == 0 ? Leaf() : Gen.Frequency(
        (2, Leaf()),
        (1, Any(depth - 1).Select(inner => new ModelCondition($"NOT {Enclose(inner)}", item => !inner.Holds(item), inner.Literals, true))),
        (2, from left in Any(depth - 1)
            from right in Any(depth - 1)
            from isAnd in Gen.Elements(true, false)
            select new ModelCondition(
                $"{Enclose(left)} {(isAnd ? "AND" : "OR")} {Enclose(right)}",
                item => isAnd ? left.Holds(item) & right.Holds(item) : left.Holds(item) | right.Holds(item),
                Merge(left.Literals, right.Literals),
                true)));

    private static Gen<ModelCondition> Leaf() => Gen.OneOf(
        from left in AnyTerm
        from right in AnyTerm
        from equal in Gen.Elements(true, false)
        where IsFirst(left, right)
        select Make($"{left.Text} {(equal ? "=" : "<>")} {right.Text}", item => Same(left, right, item) == equal, left, right),
        from left in OrderedTerm
        from right in OrderedTerm
        from sign in Gen.Elements("<", "<=", ">", ">=")
        where IsFirst(left, right)
        select Make($"{left.Text} {sign} {right.Text}", item => Ordered(left, right, item) is { } order && Accepts(sign, order), left, right),
        from path in Path
        from exists in Gen.Elements(true, false)
        select Make($"{(exists ? "attribute_exists" : "attribute_not_exists")}({path.Text})", item => path.Value(item) is not null == exists, path),
        from value in Path
        from low in Path
        from high in OrderedTerm
        where IsFirst(value, low, high)
        select Make($"{value.Text} BETWEEN {low.Text} AND {high.Text}", item => Ordered(low, value, item) <= 0 && Ordered(value, high, item) <= 0, value, low, high),
        from value in AnyTerm
        from list in Gen.Choose(1, 12).SelectMany(count => AnyTerm.ListOf(count))
        where IsFirst(value, [.. list])
        select Make($"{value.Text} IN ({string.Join(", ", list.Select(term => term.Text))})", item => list.Any(other => Same(value, other, item)), [value, .. list]),
        from path in Path
        from type in Gen.Elements("S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL")
        from literal in Literal(Gen.Constant(new AttributeValue(type)))
        select Make($"attribute_type({path.Text}, {literal.Text})", item => path.Value(item) is { } value && Type(value) == type, path, literal),
        from path in Path
        from prefix in Literal(Values.Scalar.Where(value => value.N is null))
        select Make($"begins_with({path.Text}, {prefix.Text})",
            item => path.Value(item) is { } value && Hex(value) is { } whole && Type(value) == Type(prefix.Value(item)!) && Type(value) != "N" && whole.StartsWith(Hex(prefix.Value(item)!)!, StringComparison.Ordinal), path, prefix),
        from path in Path
        from part in Literal(Values.Leaf)
        select Make($"contains({path.Text}, {part.Text})", item => path.Value(item) is { } value && Contains(value, part.Value(item)!), path, part));

    private static Gen<Term> Literal(Gen<AttributeValue> values) =>
        from value in values.Select(Valid).Where(value => value is not null)
        from id in Gen.Choose(0, int.MaxValue)
        select new Term($":v{id}", _ => value, new() { [$":v{id}"] = value! });

    private static AttributeValue? Valid(AttributeValue value)
    {
        try
        {
            return ValueValidation.Value(value);
        }
        catch (ValidationException)
        {
            return null;
        }
    }

    // DynamoDB refuses a first operand that is a path and there again.
    private static bool IsFirst(Term first, params Term[] others) => !first.Text.StartsWith('#') || others.All(other => other.Text != first.Text);

    private static ModelCondition Make(string text, Func<Dictionary<string, AttributeValue>, bool> holds, params Term[] terms) =>
        new(text, holds, terms.Aggregate(new Dictionary<string, AttributeValue>(), (all, term) => Merge(all, term.Literals)), false);

    private static Dictionary<string, AttributeValue> Merge(Dictionary<string, AttributeValue> left, Dictionary<string, AttributeValue> right) =>
        left.Concat(right.Where(entry => !left.ContainsKey(entry.Key))).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);

    private static string Enclose(ModelCondition condition) => condition.IsComposite ? $"({condition.Text})" : condition.Text;

    private static AttributeValue? Walk(Dictionary<string, AttributeValue> item, string first, IEnumerable<string> rest)
    {
        var value = item.GetValueOrDefault(first);
        foreach (var step in rest)
        {
            value = char.IsAsciiDigit(step[0])
                ? value?.L?.ElementAtOrDefault(int.Parse(step, CultureInfo.InvariantCulture))
                : value?.M?.GetValueOrDefault(step);
        }

        return value;
    }

    private static AttributeValue? SizeOf(AttributeValue? value)
    {
        int? size = value?.S?.Length ?? (int?)value?.B?.ToArray().Length ?? value?.SS?.Count ?? value?.NS?.Count ?? value?.BS?.Count ?? value?.L?.Count ?? value?.M?.Count;
        return size is null ? null : new AttributeValue { N = size.Value.ToString(CultureInfo.InvariantCulture) };
    }

    private static string Type(AttributeValue value) => AttributeJson.Print(value).Split('\'')[1];

    private static bool Same(Term left, Term right, Dictionary<string, AttributeValue> item) =>
        left.Value(item) is { } first && right.Value(item) is { } second && AttributeJson.Print(first) == AttributeJson.Print(second);

    private static int? Ordered(Term left, Term right, Dictionary<string, AttributeValue> item)
    {
        if (left.Value(item) is not { } first || right.Value(item) is not { } second || Type(first) != Type(second))
        {
            return null;
        }

        return first.N is not null ? Digits(first.N).CompareTo(Digits(second.N))
            : Hex(first) is { } hex ? string.CompareOrdinal(hex, Hex(second))
            : null;
    }

    private static BigInteger Digits(string number)
    {
        var parts = number.Split('.');
        return BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(170, '0'), CultureInfo.InvariantCulture);
    }

    private static string? Hex(AttributeValue value) =>
        value.S is not null ? Convert.ToHexString(Encoding.UTF8.GetBytes(value.S)) : value.B is not null ? Convert.ToHexString(value.B.ToArray()) : null;

    private static bool Accepts(string sign, int order) => sign switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private static bool Contains(AttributeValue whole, AttributeValue part)
    {
        var printed = AttributeJson.Print(part);
        return (Type(whole), Type(part)) switch
        {
            ("S", "S") => whole.S.Contains(part.S, StringComparison.Ordinal),
            ("B", "B") => Enumerable.Range(0, Hex(whole)!.Length + 1).Where(index => index % 2 == 0).Any(index => Hex(whole)![index..].StartsWith(Hex(part)!, StringComparison.Ordinal)),
            ("SS", "S") => whole.SS.Any(member => AttributeJson.Print(new AttributeValue { S = member }) == printed),
            ("NS", "N") => whole.NS.Any(member => AttributeJson.Print(new AttributeValue { N = member }) == printed),
            ("BS", "B") => whole.BS.Any(member => AttributeJson.Print(new AttributeValue { B = member }) == printed),
            ("L", _) => whole.L.Any(element => AttributeJson.Print(element) == printed),
            _ => false,
        };
    }

    private sealed record Term(string Text, Func<Dictionary<string, AttributeValue>, AttributeValue?> Value, Dictionary<string, AttributeValue> Literals);
}
