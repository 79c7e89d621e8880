using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>What DynamoDB asks of any value; it copies what it accepts, so that nothing can change after the check.</summary>
internal static class ValueValidation
{
    /// <summary>How many containers may lie in one another.</summary>
    public const int MaxDepth = 31;

    private const int MaxNameBytes = 65535;
    private const string TooDeep = "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
    internal const string Empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    internal const string Several = "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";

    /// <summary>Checks and copies the attributes of an item or key.</summary>
    public static Dictionary<string, AttributeValue> Attributes(Dictionary<string, AttributeValue> attributes) => Attributes(attributes, 0);

    /// <summary>Checks and copies one value; its numbers become canonical.</summary>
    public static AttributeValue Value(AttributeValue? value) => Value(value, 0);

    /// <summary>Refuses a value with too many containers in one another.</summary>
    public static void EnsureDepth(AttributeValue value) => EnsureDepth(value, 0);

    private static Dictionary<string, AttributeValue> Attributes(Dictionary<string, AttributeValue> attributes, int depth)
    {
        var copy = new Dictionary<string, AttributeValue>(attributes.Count, StringComparer.Ordinal);
        foreach (var (name, value) in attributes)
        {
            if (name.Length == 0)
            {
                throw new ValidationException("One or more parameter values were invalid: Empty attribute name");
            }

            if (Utf8Length(name) > MaxNameBytes)
            {
                throw new ValidationException("One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes");
            }

            copy.Add(name, Value(value, depth));
        }

        return copy;
    }

    private static AttributeValue Value(AttributeValue? value, int depth)
    {
        if (value is null || AttributeKinds.Of(value) is not { } kind)
        {
            throw new ValidationException(Empty);
        }

        return AttributeKinds.Count(value) > 1 ? throw new ValidationException(Several) : kind switch
        {
            AttributeKind.S => new() { S = Text(value.S) },
            AttributeKind.N => new() { N = Number(value.N) },
            AttributeKind.B => new() { B = Binary.Copy(value.B) },
            AttributeKind.SS => new() { SS = StringSet(value.SS) },
            AttributeKind.NS => new() { NS = NumberSet(value.NS) },
            AttributeKind.BS => new() { BS = BinarySet(value.BS) },
            AttributeKind.M => new() { M = Attributes(value.M, Deeper(depth)) },
            AttributeKind.L => new() { L = List(value.L, Deeper(depth)) },
            AttributeKind.BOOL => new() { BOOL = value.BOOL },
            _ => value.NULL is true ? new() { NULL = true } : throw ItemValidation.Invalid("Null attribute value types must have the value of true"),
        };
    }

    private static List<AttributeValue> List(List<AttributeValue> list, int depth)
    {
        var copy = new List<AttributeValue>(list.Count);
        foreach (var element in list)
        {
            copy.Add(Value(element, depth));
        }

        return copy;
    }

    private static string Number(string text) => DynamoNumberText.IsPlain(text) ? text : DynamoNumber.Parse(text).ToString();

    private static string Text(string text)
    {
        _ = Utf8Length(text);
        return text;
    }

    private static List<string> StringSet(List<string> members)
    {
        if (members.Count == 0)
        {
            throw ItemValidation.Invalid("An string set  may not be empty");
        }

        foreach (var member in members)
        {
            Text(member ?? throw ItemValidation.Invalid("An string set may not have a null string as a member"));
        }

        return members.Distinct(StringComparer.Ordinal).Count() < members.Count
            ? throw ItemValidation.Invalid($"Input collection [{string.Join(", ", members)}] contains duplicates.")
            : [.. members];
    }

    private static List<string> NumberSet(List<string> members)
    {
        if (members.Count == 0)
        {
            throw ItemValidation.Invalid("An number set  may not be empty");
        }

        var numbers = members.ConvertAll(member => Number(member ?? throw ItemValidation.Invalid("An number set may not have a null number as a member")));
        return numbers.Distinct(StringComparer.Ordinal).Count() < numbers.Count
            ? throw new ValidationException("Input collection contains duplicates")
            : numbers;
    }

    private static List<MemoryStream> BinarySet(List<MemoryStream> members)
    {
        if (members.Count == 0)
        {
            throw ItemValidation.Invalid("Binary sets should not be empty");
        }

        var copies = members.ConvertAll(member => Binary.Copy(member ?? throw ItemValidation.Invalid("Binary sets may not have a null binary as a member")));
        return copies.Select(ValueComparer.Canonical).Distinct(StringComparer.Ordinal).Count() < copies.Count
            ? throw ItemValidation.Invalid("Input collection of type BS contains duplicates.")
            : copies;
    }

    // Lone surrogates have no UTF-8, so two strings that differ in them would be one key.
    private static int Utf8Length(string text)
    {
        try
        {
            return KeyEncoding.StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw ItemValidation.Invalid("Strings must be valid Unicode");
        }
    }

    private static int Deeper(int depth) => depth < MaxDepth ? depth + 1 : throw new ValidationException(TooDeep);

    private static void EnsureDepth(AttributeValue value, int depth)
    {
        if (value.IsMSet)
        {
            foreach (var member in value.M.Values)
            {
                EnsureDepth(member, Deeper(depth));
            }

            _ = Deeper(depth);
        }
        else if (value.IsLSet)
        {
            foreach (var element in value.L)
            {
                EnsureDepth(element, Deeper(depth));
            }

            _ = Deeper(depth);
        }
    }
}
