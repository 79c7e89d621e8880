using System.Globalization;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws paths into items, which often lead somewhere, and says what type they mostly lead to.</summary>
internal sealed class PathDraw(Chance chance, TableDefinition table, PlaceholderDraw placeholders, Func<string, bool> shows)
{
    private const int Deepest = 4;

    private readonly HashSet<string> _apart = new(StringComparer.Ordinal);

    /// <summary>A path that does not overlap with the others that were drawn apart, but for a mistake.</summary>
    public (string Text, string Kind) Apart(string? kind = null, bool keys = false)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var (path, leadsTo) = Draw(keys);
            if ((kind is null || leadsTo == kind) && (_apart.Add(path[0]) || chance.Mistake(3)))
            {
                return (Text(path), leadsTo);
            }
        }

        var fresh = 0;
        while (!_apart.Add($"x{fresh.ToString(CultureInfo.InvariantCulture)}"))
        {
            fresh++;
        }

        return (placeholders.Name($"x{fresh.ToString(CultureInfo.InvariantCulture)}"), "N");
    }

    /// <summary>Whether keys are left out, but for a mistake.</summary>
    public bool WithoutKeys { get; set; }

    public (string Text, string Kind) Any(bool keys = true)
    {
        keys &= !WithoutKeys || chance.Mistake(3);
        if (chance.Of(60))
        {
            return Attribute(keys);
        }

        var (path, kind) = Draw(keys);
        return (Text(path), kind);
    }

    /// <summary>A path to a value that mostly is of a type.</summary>
    public string To(string kind)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if (Draw(keys: false) is var (path, leadsTo) && leadsTo == kind)
            {
                return Text(path);
            }
        }

        return Any(keys: false).Text;
    }

    public (string Text, string Kind) Attribute(bool keys = true)
    {
        if (keys && (!WithoutKeys && chance.Of(12) || WithoutKeys))
        {
            var key = table.Sort is not null && chance.Flip() ? table.Sort : table.Hash;
            return (placeholders.Name(key.Name), key.Type.Value);
        }

        if (chance.Mistake(1))
        {
            return (placeholders.Name(new string('n', chance.Pick(255, 256, 1000))), "S");
        }

        var (name, kind) = Usual();
        return (placeholders.Name(name), kind);
    }

    // What the index holds, if one is read; and no key of it where keys are left out.
    private (string Name, string Kind) Usual()
    {
        for (var tries = 0; tries < 30; tries++)
        {
            var (name, kind) = chance.From(Attributes.Usual);
            if (shows(name) && !(WithoutKeys && (name == table.Hash.Name || name == table.Sort?.Name)) || chance.Mistake(1))
            {
                return (name, kind);
            }
        }

        return WithoutKeys ? ("other", "N") : (table.Hash.Name, "key");
    }

    // The names of maps' members, and indexes in brackets.
    private (List<string> Path, string Kind) Draw(bool keys)
    {
        if (chance.Mistake(1))
        {
            return ([.. Enumerable.Repeat("m", 31 + chance.Next(4))], "M");
        }

        var (name, kind) = keys && chance.Mistake(1) ? (table.Hash.Name, "M") : Usual();
        List<string> path = [name];
        if (kind == "key" || (IndexKeys.Of(table, name) is not null && !chance.Mistake(2)))
        {
            return (path, kind);
        }

        while (path.Count < Deepest && chance.Of(kind is not ("M" or "L") ? 4 : path.Count == 1 ? 80 : 50))
        {
            if (chance.Of(kind == "M" ? 95 : 5))
            {
                (name, kind) = chance.From(Attributes.Nested);
                path.Add(name);
            }
            else
            {
                path.Add(chance.Mistake(3)
                    ? chance.Pick("[99999999999]", "[00]", "[01]", "[-1]", "[2147483648]", "[a]", "[]", "[1", "1]")
                    : $"[{(chance.Of(5) ? 100 : chance.Next(5)).ToString(CultureInfo.InvariantCulture)}]");
                kind = chance.Pick("N", "S", "M", "L");
            }
        }

        return (path, kind);
    }

    private string Text(List<string> path) => path.Skip(1).Aggregate(
        placeholders.Name(path[0]),
        (text, element) => text + (element[0] is '[' or '1' ? element : $"{(chance.Mistake(1) ? " . " : ".")}{placeholders.Name(element)}"));
}
