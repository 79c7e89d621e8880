using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the parameters that were there before expressions.</summary>
internal sealed class LegacyDraw(Chance chance, TableDefinition table, ValueDraw values, ItemDraw items, Func<string, bool> shows)
{
    private static readonly ImmutableArray<string> Operators =
        ["EQ", "NE", "LT", "LE", "GT", "GE", "BETWEEN", "IN", "NULL", "NOT_NULL", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"];

    public Dictionary<string, ExpectedAttributeValue> Expected() => Map(2, (_, kind) => Expectation(kind));

    public Dictionary<string, Condition> Filter() => Map(2, (_, kind) => Condition(kind));

    public Dictionary<string, AttributeValueUpdate> Updates() => Map(3, (name, kind) =>
    {
        if (IndexKeys.Of(table, name) is { } key && !chance.Mistake(10))
        {
            return new AttributeValueUpdate { Action = chance.Pick("PUT", null), Value = items.IndexKeyValue(table, key) };
        }

        var action = chance.Pick("PUT", "PUT", "ADD", "DELETE", null);
        var fitting = action switch
        {
            "ADD" => chance.Pick("N", "SS", "NS", "L", "BS"),
            "DELETE" => chance.Pick("SS", "NS", "BS"),
            _ => kind,
        };
        return new AttributeValueUpdate
        {
            Action = chance.Mistake(2) ? "REPLACE" : action,
            Value = action == "DELETE" && chance.Flip() || chance.Mistake(5) ? null : !chance.Mistake(8) ? values.Of(chance.Of(80) && action is "ADD" or "DELETE" && kind is "N" or "SS" or "NS" or "BS" or "L" ? Fitting(action!, kind, fitting) : fitting) : values.Any(),
        };
    });

    public Dictionary<string, Condition> KeyConditions()
    {
        var conditions = new Dictionary<string, Condition>(StringComparer.Ordinal)
        {
            [table.Hash.Name] = new() { ComparisonOperator = chance.Mistake(4) ? chance.From(Operators) : "EQ", AttributeValueList = [items.KeyValue(table.Hash, isHash: true)] },
        };
        if (table.Sort is not null && chance.Of(60))
        {
            var name = chance.Mistake(5) ? chance.From(Operators) : table.Sort.Type.Value == "N" && !chance.Mistake(5) ? chance.Pick("EQ", "LT", "LE", "GT", "GE", "BETWEEN") : chance.Pick("EQ", "LT", "LE", "GT", "GE", "BETWEEN", "BEGINS_WITH");
            conditions[table.Sort.Name] = new()
            {
                ComparisonOperator = name,
                AttributeValueList = name == "BETWEEN" && items.Bounds(table.Sort) is var (low, high)
                    ? [low, high]
                    : [.. Enumerable.Range(0, Count(name)).Select(_ => items.KeyValue(table.Sort, isHash: false))],
            };
        }

        if (chance.Mistake(4))
        {
            conditions[chance.Pick("n", "s", "other")] = new() { ComparisonOperator = "EQ", AttributeValueList = [values.Of("N")] };
        }

        if (conditions.Count > 1 && chance.Mistake(3))
        {
            conditions.Remove(table.Hash.Name);
        }

        return conditions;
    }

    public List<string> AttributesToGet()
    {
        List<string> names = [.. chance.Some(Shown(), 4).Select(attribute => attribute.Name)];
        if (chance.Of(30) && !names.Contains(table.Hash.Name))
        {
            names.Add(table.Hash.Name);
        }

        if (chance.Mistake(4))
        {
            names.Add(chance.Pick(names[0], "", "m.x"));
        }

        return names;
    }

    // No key of an index that is read: a filter may not name it.
    private List<(string Name, string Kind)> Usual() => [.. Shown().Where(attribute => attribute.Name != table.Hash.Name && attribute.Name != table.Sort?.Name)];

    private List<(string Name, string Kind)> Shown() => chance.Mistake(2) || !Attributes.Usual.Any(attribute => shows(attribute.Name))
        ? [.. Attributes.Usual]
        : [.. Attributes.Usual.Where(attribute => shows(attribute.Name))];

    private static string Fitting(string action, string kind, string otherwise) => action == "DELETE" && kind is "N" or "L" ? otherwise : kind;

    private ExpectedAttributeValue Expectation(string kind)
    {
        if (chance.Mistake(8))
        {
            return chance.Next(8) switch
            {
                0 => new(),
                1 => new() { Exists = false, Value = values.Of(kind) },
                2 => new() { Exists = true },
                3 => new() { Value = values.Of("N"), AttributeValueList = [values.Of("N")], ComparisonOperator = "EQ" },
                4 => new() { Exists = true, ComparisonOperator = "EQ", AttributeValueList = [values.Of("N")] },
                5 => new() { AttributeValueList = [values.Of(kind)] },
                6 => new() { ComparisonOperator = chance.Pick("EQ", "GE", "CONTAINS") },
                _ => new() { ComparisonOperator = "EQ", Value = values.Of(kind) },
            };
        }

        if (chance.Of(50))
        {
            var condition = Condition(kind);
            return new() { ComparisonOperator = condition.ComparisonOperator, AttributeValueList = condition.AttributeValueList };
        }

        return chance.Of(40) ? new() { Exists = false } : new() { Value = values.Of(kind), Exists = chance.Flip() ? true : null };
    }

    private Condition Condition(string kind)
    {
        var name = chance.Mistake(1) ? "LIKE" : chance.From(Operators);
        var fitting = name switch
        {
            "LT" or "LE" or "GT" or "GE" or "BETWEEN" or "IN" => kind is "S" or "N" or "B" ? kind : "N",
            "BEGINS_WITH" => kind is "S" or "B" ? kind : "S",
            "CONTAINS" or "NOT_CONTAINS" => kind switch
            {
                "SS" => "S",
                "NS" => "N",
                "BS" => "B",
                "M" or "L" => "S",
                _ => kind,
            },
            _ => kind,
        };
        return new()
        {
            ComparisonOperator = name,
            AttributeValueList = chance.Mistake(5) ? [.. Enumerable.Range(0, chance.Next(3)).Select(_ => values.Any())]
                : Count(name) == 0 ? chance.Flip() ? null : []
                : name == "BETWEEN" && !chance.Mistake(10) ? Bounds(fitting)
                : [.. Enumerable.Range(0, Count(name)).Select(_ => values.Of(fitting))],
        };
    }

    private List<AttributeValue> Bounds(string kind) => kind switch
    {
        "S" => [new() { S = chance.Pick("", "A", "a") }, new() { S = chance.Pick("ab", "z", "漢字") }],
        "N" => [new() { N = "-1" }, new() { N = $"{chance.Next(6)}" }],
        _ => [new() { B = new MemoryStream([0]) }, new() { B = new MemoryStream([chance.Pick<byte>(1, 255)]) }],
    };

    private int Count(string name) => name switch
    {
        "NULL" or "NOT_NULL" => 0,
        "BETWEEN" => 2,
        "IN" => 1 + chance.Next(3),
        _ => 1,
    };

    private Dictionary<string, T> Map<T>(int most, Func<string, string, T> draw)
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, kind) in Usual() is { Count: > 0 } usual ? chance.Some(usual, most) : [("other", "S")])
        {
            map[name] = draw(name, kind);
        }

        if (chance.Mistake(4))
        {
            map[chance.Pick(table.Hash.Name, table.Sort?.Name ?? "x", "")] = draw("", "S");
        }

        return map;
    }
}
