using Trapeze.Core.Labels;

namespace Trapeze.Store.Tests.Transfer;

/// <summary>Programs of writes and deletes, what everybody sees after them, and moves.</summary>
internal static class Moves
{
    private static readonly string[] Labels = ["public", "client(a)", "client(b)", "owner", "audit", "client(a) & client(b)", "client(a) | client(b)"];
    private static readonly string[] Keys = ["k0", "k1", "k2"];
    private const int Values = 4;

    /// <summary>How many different steps there are.</summary>
    internal static int Steps => Labels.Length * Keys.Length * Values;

    internal static async Task PlayAsync(FacetedStore store, int[] steps)
    {
        foreach (var step in steps)
        {
            using var client = store.ClientAt(LabelAt(step % Labels.Length));
            var key = Keys[step / Labels.Length % Keys.Length];
            var value = step / Labels.Length / Keys.Length;
            if (value == 0)
            {
                await client.DeleteItemAsync("Plain", TemporaryStore.Key(key));
            }
            else
            {
                await client.PutItemAsync("Plain", TemporaryStore.Item(key, $"{value}"));
                await client.PutItemAsync("Sorted", new(TemporaryStore.Item("all", key)) { ["at"] = TemporaryStore.N(value) });
            }
        }
    }

    internal static async Task<string> SeenAsync(FacetedStore store)
    {
        List<string> seen = [];
        for (var at = 0; at < Labels.Length; at++)
        {
            using var client = store.ClientAt(LabelAt(at));
            foreach (var table in new[] { "Plain", "Sorted" })
            {
                var items = (await client.ScanAsync(new Amazon.DynamoDBv2.Model.ScanRequest { TableName = table })).Items ?? [];
                seen.AddRange(items.Select(item => $"{Labels[at]} {table} {string.Join(' ', item.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value.S ?? each.Value.N))}"));
            }
        }

        return string.Join('\n', seen);
    }

    internal static async Task MoveAsync(FacetedStore from, FacetedStore to) => await ImportAsync(to, await ExportAsync(from));

    internal static async Task<string[]> ExportAsync(FacetedStore store)
    {
        using var lines = new StringWriter { NewLine = "\n" };
        await store.ExportAsync(TemporaryStore.Retail, lines);
        return lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    internal static Task<long> ImportAsync(FacetedStore store, IReadOnlyList<string> lines, long behind = 0) =>
        store.ImportAsync(TemporaryStore.Retail, new StringReader(string.Join('\n', lines)), behind);

    private static Label LabelAt(int at) => TemporaryStore.Retail.Parse(Labels[at]);
}
