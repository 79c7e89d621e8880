using System.Text.Json;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Transfer;

/// <summary>The lines of an export: what it is of, its facets, and how many there were, so that one that is cut off is known.</summary>
internal static class FacetLine
{
    private const int Version = 1;

    internal static string Head(string labels) => Write(json =>
    {
        json.WriteNumber("trapeze-facets", Version);
        json.WriteString("labels", labels);
    });

    internal static string Of(FacetCopy facet) => Write(json =>
    {
        json.WriteString("table", facet.Table.Name);
        json.WriteString("label", facet.Label);
        json.WriteBase64String("key", facet.Key.Bytes);
        if (facet.Item is { } item)
        {
            json.WriteBase64String("item", item);
        }
        else
        {
            json.WriteNull("item");
        }
    });

    internal static string End(long count) => Write(json => json.WriteNumber("end", count));

    /// <summary>The labels that the export is of.</summary>
    /// <exception cref="InvalidDataException">It is no export's first line.</exception>
    internal static string ReadHead(string? line) => Read(line, head =>
        head.GetProperty("trapeze-facets").GetInt32() == Version ? head.GetProperty("labels").GetString()! : throw new InvalidDataException("the export is of another version"));

    /// <summary>A facet, or the number of them at the end.</summary>
    /// <exception cref="InvalidDataException">It is neither, or of a table that is not declared.</exception>
    internal static (FacetCopy? Facet, long Count) Read(string? line, IReadOnlyDictionary<string, StoredTable> tables) => Read(line, row =>
    {
        if (row.TryGetProperty("end", out var count))
        {
            return ((FacetCopy?)null, count.GetInt64());
        }

        var name = row.GetProperty("table").GetString()!;
        var table = tables.TryGetValue(name, out var declared) ? declared : throw new InvalidDataException($"the policy has no table `{name}`");
        var item = row.GetProperty("item");
        return (new FacetCopy(
            table, new FacetKey(row.GetProperty("key").GetBytesFromBase64()), row.GetProperty("label").GetString()!, item.ValueKind == JsonValueKind.Null ? null : item.GetBytesFromBase64()), 0);
    });

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static T Read<T>(string? line, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line ?? throw new InvalidDataException("the export is cut off"));
            return read(json.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("this is no line of an export", failure);
        }
    }
}
