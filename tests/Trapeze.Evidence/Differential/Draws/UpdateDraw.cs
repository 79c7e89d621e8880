using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws updates: all four sections, functions, sums, nested targets.</summary>
internal sealed class UpdateDraw(Chance chance, TableDefinition table, PathDraw paths, PlaceholderDraw placeholders, ValueDraw values, ItemDraw items)
{
    public string Draw()
    {
        List<string> sections = chance.Of(60) ? [chance.Pick("SET", "SET", "SET", "REMOVE", "ADD", "DELETE")] : chance.Some(["SET", "REMOVE", "ADD", "DELETE"], 3);
        if (chance.Mistake(3))
        {
            sections.Add(sections[0]);
        }

        return string.Join(chance.Of(95) ? " " : "\n", sections.Select(Section));
    }

    private string Section(string section)
    {
        var word = chance.Of(90) ? section : section.ToLowerInvariant();
        return $"{word} {string.Join(chance.Of(80) ? ", " : ",", Enumerable.Range(0, chance.Of(60) ? 1 : 1 + chance.Next(3)).Select(_ => Action(section)))}";
    }

    private string Action(string section)
    {
        switch (section)
        {
            case "REMOVE":
                return Target().Text;
            case "ADD":
                var added = chance.Pick("N", "N", "SS", "NS", "BS");
                return $"{To(added)} {Value(chance.Mistake(8) ? chance.Pick("L", "S", "M", "BOOL", "NULL", "B") : chance.Of(92) ? added : chance.Pick("N", "SS", "NS"))}";
            case "DELETE":
                var deleted = chance.Pick("SS", "NS", "BS");
                return $"{To(deleted)} {Value(chance.Mistake(8) ? chance.Pick("N", "S", "L", "M") : chance.Of(92) ? deleted : chance.Pick("SS", "NS"))}";
            default:
                var (target, kind) = Target();
                return $"{target} = {(IndexKeys.Of(table, placeholders.NameOf(target)) is { } key && !chance.Mistake(8) ? placeholders.Value(items.IndexKeyValue(table, key)) : Assigned(kind))}";
        }
    }

    private (string Text, string Kind) Target() => chance.Mistake(3) ? paths.Any() : paths.Apart();

    private string To(string kind) => chance.Of(93) ? paths.Apart(kind).Text : Target().Text;

    private string Value(string kind) => placeholders.Value(values.Of(kind));

    private string Assigned(string kind) => chance.Next(12) switch
    {
        < 4 => placeholders.Value(chance.Of(90) ? values.Of(kind) : values.Any()),
        4 => paths.Any().Text,
        5 or 6 => $"{Number()} {chance.Pick("+", "-")} {Number()}",
        7 => $"if_not_exists({paths.Any().Text}, {(chance.Of(80) ? Value(kind) : paths.To(kind))})",
        8 => $"list_append({List()}, {List()})",
        9 => $"if_not_exists({paths.To("N")}, {Value("N")}) {chance.Pick("+", "-")} {Number()}",
        10 => $"({placeholders.Value(values.Of(kind))})",
        _ => chance.Mistake(30) ? Odd() : placeholders.Value(values.Of(kind)),
    };

    private string Number() => chance.Of(60) ? Value(chance.Mistake(5) ? "S" : "N") : chance.Of(90) ? paths.To("N") : paths.Any().Text;

    private string List() => chance.Of(50) ? Value(chance.Mistake(5) ? "SS" : "L")
        : chance.Of(70) ? paths.To("L")
        : $"if_not_exists({paths.To("L")}, {Value("L")})";

    private string Odd() => chance.Next(9) switch
    {
        0 => $"{Number()} + {Number()} + {Number()}",
        1 => $"list_append({List()})",
        2 => $"if_not_exists({Value("N")}, {Value("N")})",
        3 => $"size({paths.Any().Text})",
        4 => $"{chance.Pick("nothing", "LIST_APPEND", "append")}({List()}, {List()})",
        5 => $"list_append(list_append({List()}, {List()}), {List()})",
        6 => $"list_append({List()}, {List()}) + {Number()}",
        7 => $"(({Number()}))",
        _ => $"{Number()} * {Number()}",
    };
}
