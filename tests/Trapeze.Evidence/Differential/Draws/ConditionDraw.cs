using System.Collections.Immutable;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws conditions and filters: every operator and function, nested.</summary>
internal sealed class ConditionDraw(Chance chance, PathDraw paths, PlaceholderDraw placeholders, ValueDraw values)
{
    private static readonly ImmutableArray<string> Signs = ["=", "<>", "<", "<=", ">", ">="];

    public string Draw(int depth = 0) => (depth > 2 ? 0 : chance.Next(10)) switch
    {
        < 6 => Simple(),
        6 => $"{Draw(depth + 1)} {Word("AND")} {Draw(depth + 1)}",
        7 => $"{Draw(depth + 1)} {Word("OR")} {Draw(depth + 1)}",
        8 => $"{Word("NOT")} {Draw(depth + 1)}",
        _ => chance.Mistake(5) ? $"(({Draw(depth + 1)}))" : $"({Draw(depth + 1)})",
    };

    /// <summary>A keyword, in any case.</summary>
    public string Word(string word) => chance.Of(80) ? word : chance.Flip() ? word.ToLowerInvariant() : $"{word[..1]}{word[1..].ToLowerInvariant()}";

    /// <summary>A value that mostly is of a type.</summary>
    public string Value(string kind) => chance.Mistake(2) ? placeholders.ValueAgain() : placeholders.Value(chance.Of(88) ? values.Of(kind) : values.Any());

    /// <summary>A value of a type.</summary>
    private string Exactly(string kind) => chance.Mistake(2) ? placeholders.Value(values.Any()) : placeholders.Value(values.Of(kind));

    private string Simple()
    {
        var at = chance.Next(14);
        if (at is 10 or 11)
        {
            return at == 11 ? Contains() : $"begins_with({paths.To("S")}, {Exactly(chance.Of(85) ? "S" : "B")})";
        }

        var (path, kind) = paths.Any();
        return at switch
        {
            < 4 => Comparison(path, kind),
            4 => $"{path} {Word("BETWEEN")} {Bounds(kind)}",
            5 => $"{path} {Word("IN")} ({string.Join(", ", Enumerable.Range(0, chance.Mistake(2) ? 101 : 1 + chance.Next(3)).Select(_ => Operand(kind)))})",
            6 or 7 => $"attribute_exists({path})",
            8 => $"attribute_not_exists({path})",
            9 => $"attribute_type({path}, {(chance.Mistake(10) ? Value("S") : placeholders.Value(new() { S = chance.Of(50) ? kind : chance.From(ValueDraw.Kinds) }))})",
            12 => $"size({path}) {chance.From(Signs)} {(chance.Of(80) ? Exactly("N") : Ordered("N"))}",
            _ => chance.Mistake(20) ? Odd(path, kind) : Comparison(path, kind),
        };
    }

    private string Comparison(string path, string kind)
    {
        var sign = Sign(kind);
        var operand = sign is "=" or "<>" ? Operand(kind) : Ordered(kind is "S" or "N" or "B" ? kind : "N");
        return chance.Of(85) ? $"{path}{Space()}{sign}{Space()}{operand}" : $"{operand}{Space()}{sign}{Space()}{path}";
    }

    // Only S, N and B have an order.
    private string Ordered(string kind) => chance.Mistake(2) ? Operand(chance.From(ValueDraw.Kinds))
        : chance.Of(80) ? Exactly(kind)
        : chance.Of(60) ? paths.To(kind)
        : $"size({paths.Any().Text})";

    private string Contains()
    {
        var kind = chance.Pick("S", "SS", "NS", "BS", "L", "B");
        var member = kind switch
        {
            "SS" => "S",
            "NS" => "N",
            "BS" => "B",
            "L" => chance.Pick("N", "S", "M"),
            _ => kind,
        };
        return $"contains({paths.To(kind)}, {(chance.Of(90) ? Value(member) : paths.Any().Text)})";
    }

    private string Bounds(string kind)
    {
        var ordered = kind is "S" or "N" or "B" ? kind : "N";
        if (chance.Of(70) && ordered == "N")
        {
            var low = chance.Next(5) - 2;
            return $"{placeholders.Value(new() { N = $"{low}" })} {Word("AND")} {placeholders.Value(new() { N = $"{low + chance.Next(4) - (chance.Mistake(20) ? 3 : 0)}" })}";
        }

        return ordered == "S" && chance.Of(80)
            ? $"{placeholders.Value(new() { S = chance.Pick("a", "", "A") })} {Word("AND")} {placeholders.Value(new() { S = chance.Pick("b", "z", "漢") })}"
            : $"{Exactly(ordered)} {Word("AND")} {paths.To(ordered)}";
    }

    private string Odd(string path, string kind) => chance.Next(9) switch
    {
        0 => path,
        1 => $"size({path})",
        2 => $"{chance.Pick("exists", "SIZE", "Begins_With", "if_not_exists", "list_append", "contains_all")}({path}, {Value(kind)})",
        3 => $"attribute_exists({Value(kind)}) OR attribute_exists({path})",
        4 => $"attribute_exists({path}, {path})",
        5 => $"begins_with({path})",
        6 => $"{path} = attribute_exists({path})",
        7 => $"contains({path}, {path})",
        _ => $"size({Exactly(chance.Pick("N", "BOOL", "NULL"))}) > size({path})",
    };

    private string Operand(string kind) => chance.Of(88) ? Value(kind)
        : chance.Of(70) ? paths.To(kind)
        : chance.Of(50) ? $"size({paths.Any().Text})"
        : $"({paths.To(kind)})";

    private string Sign(string kind) => kind is "S" or "N" or "B" || chance.Mistake(5) ? chance.From(Signs) : chance.Pick("=", "<>");

    private string Space() => chance.Of(90) ? " " : chance.Pick("", "  ", "\t", "\n");
}
