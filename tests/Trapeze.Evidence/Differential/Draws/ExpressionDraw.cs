using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the expressions of one request, which share their placeholders.</summary>
internal sealed class ExpressionDraw
{
    private readonly Chance _chance;
    private readonly TableDefinition _table;
    private readonly ItemDraw _items;
    private readonly Func<string, bool> _shows;
    private readonly PlaceholderDraw _placeholders;
    private readonly PathDraw _paths;
    private readonly ConditionDraw _conditions;
    private readonly UpdateDraw _updates;

    public ExpressionDraw(Chance chance, TableDefinition table, ValueDraw values, ItemDraw items, Func<string, bool> shows)
    {
        _chance = chance;
        _table = table;
        _items = items;
        _shows = shows;
        _placeholders = new PlaceholderDraw(chance);
        _paths = new PathDraw(chance, table, _placeholders, shows);
        _conditions = new ConditionDraw(chance, _paths, _placeholders, values);
        _updates = new UpdateDraw(chance, table, _paths, _placeholders, values, items);
    }

    public Dictionary<string, string>? Names => _placeholders.Names;

    public Dictionary<string, AttributeValue>? Values => _placeholders.Values;

    /// <summary>A condition, or the filter of a Scan.</summary>
    public string Condition() => Spoilt(_conditions.Draw());

    /// <summary>The filter of a Query, which may not name keys.</summary>
    public string Filter()
    {
        _paths.WithoutKeys = true;
        var filter = Spoilt(_conditions.Draw());
        _paths.WithoutKeys = false;
        return filter;
    }

    public string Update() => Spoilt(_updates.Draw());

    public string Projection()
    {
        var count = _chance.Mistake(10) ? 4 : Math.Min(1 + _chance.Next(3), Math.Max(1, Attributes.Usual.Count(attribute => _shows(attribute.Name))));
        return Spoilt(string.Join(_chance.Of(80) ? ", " : ",", Enumerable.Range(0, count).Select(_ => _paths.Apart(keys: true).Text)));
    }

    /// <summary>A key condition, of all that a Query may ask of a sort key.</summary>
    public string KeyCondition()
    {
        if (_chance.Mistake(3))
        {
            return Spoilt(_conditions.Draw(3));
        }

        var hash = $"{Key(_table.Hash)} {(_chance.Mistake(4) ? _chance.Pick("<", "<>", ">=") : "=")} {KeyValue(_table.Hash, isHash: true)}";

        if (_table.Sort is null ? !_chance.Mistake(5) : _chance.Of(25))
        {
            return Spoilt(hash);
        }

        var sort = Sort(_table.Sort ?? new KeyDefinition("sk", Amazon.DynamoDBv2.ScalarAttributeType.S));
        var (first, second) = _chance.Of(85) ? (hash, sort) : (sort, hash);
        var and = _chance.Mistake(4) ? "OR" : _conditions.Word("AND");
        return Spoilt(_chance.Next(10) switch
        {
            0 => $"({first}) {and} ({second})",
            1 => $"({first} {and} {second})",
            _ when _chance.Mistake(4) => $"{first} {and} {second} {and} {_conditions.Draw(3)}",
            _ when _chance.Mistake(2) => $"NOT {first}",
            _ => $"{first} {and} {second}",
        });
    }

    /// <summary>What one can do wrong with placeholders once all is written.</summary>
    public void Spoil() => _placeholders.Spoil();

    private string Sort(KeyDefinition sort) => _chance.Next(9) switch
    {
        0 or 1 => $"{Key(sort)} = {KeyValue(sort, isHash: false)}",
        2 => $"{Key(sort)} {_chance.Pick("<", "<=")} {KeyValue(sort, isHash: false)}",
        3 => $"{Key(sort)} {_chance.Pick(">", ">=")} {KeyValue(sort, isHash: false)}",
        4 or 5 => Between(sort),
        6 or 7 when sort.Type.Value != "N" || _chance.Mistake(5) => $"begins_with({Key(sort)}, {KeyValue(sort, isHash: false)})",
        _ => $"{KeyValue(sort, isHash: false)} {_chance.Pick("<", ">=", "=")} {Key(sort)}",
    };

    private string Between(KeyDefinition sort)
    {
        var (low, high) = _items.Bounds(sort);
        return $"{Key(sort)} {_conditions.Word("BETWEEN")} {_placeholders.Value(low)} {_conditions.Word("AND")} {_placeholders.Value(high)}";
    }

    private string Key(KeyDefinition key) => _placeholders.Name(key.Name);

    private string KeyValue(KeyDefinition key, bool isHash) => _placeholders.Value(_items.KeyValue(key, isHash));

    private string Spoilt(string expression) => _chance.Mistake(8) ? SyntaxMistakes.Spoil(expression, _chance) : expression;
}
