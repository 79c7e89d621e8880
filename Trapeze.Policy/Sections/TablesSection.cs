using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>tables:</c>: their names and keys, indexes, and what ends their rows.</summary>
internal sealed class TablesSection(DiagnosticBag problems)
{
    private readonly KeyAttributes _attributes = new(problems);

    internal List<Declared<TablePolicy?>> Read(MappingEntry? section)
    {
        var tables = new List<Declared<TablePolicy?>>();
        foreach (var (key, value) in Shape.Entries(section, "such as `catalog: { key: id }`", problems))
        {
            if (Shape.IsName(key, problems))
            {
                tables.Add(new Declared<TablePolicy?>(key.Text, key.Span, ReadTable(key, value)));
            }
        }

        return tables;
    }

    private TablePolicy? ReadTable(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a table", ["key", "sort", "indexes", "ttl"], problems) is not { } fields)
        {
            return null;
        }

        var hash = _attributes.Read(fields.RequiredText("key", "`key:` names the attribute that finds a row", "id"));
        var sortText = fields.OptionalText("sort", "at number");
        var sort = _attributes.Read(sortText);
        if (hash is not null && sort is not null && string.Equals(hash.Name, sort.Name, StringComparison.Ordinal))
        {
            problems.Error(DiagnosticCode.KeyTwice, sortText!.Span, $"`{sort.Name}` is the table's `key` already", "`sort:` names a second attribute, or is left out");
        }

        var indexes = new IndexesSection(problems, hash, sort, fields.Has("sort") || fields.Meant("sort")).Read(fields.Entry("indexes"));
        var timeToLive = _attributes.ReadName(fields.OptionalText("ttl", "expires"));
        return hash is null ? null : new TablePolicy(key.Text, hash, sort, indexes, timeToLive);
    }
}
