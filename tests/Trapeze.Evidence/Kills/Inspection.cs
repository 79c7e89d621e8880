using Trapeze.Store;

namespace Trapeze.Evidence.Kills;

/// <summary>Reads keys at the label that wrote them and at those above, by a store that has only just been opened.</summary>
internal sealed class Inspection(Ledger ledger, Uri server, string table)
{
    /// <summary>How many reads were looked at.</summary>
    public int Reads { get; private set; }

    /// <summary>How often a label above was behind the one that wrote: by writes of which no outcome was told.</summary>
    public int Behind { get; private set; }

    /// <summary>Looks at some keys, while nobody writes.</summary>
    public async Task LookAsync(IReadOnlyList<string> keys)
    {
        await using var store = Cast.Open(server, table);
        await store.AdoptAsync(Cast.Order);
        foreach (var key in keys)
        {
            await LookAsync(store, key);
        }
    }

    private async Task LookAsync(FacetedStore store, string key)
    {
        var writes = ledger.Of(key);
        var worker = writes.Keys.First().Worker;
        var own = await LookAsync(store, key, writes, Cast.LabelOf(worker), isOwn: true);
        foreach (var label in Cast.Above(worker))
        {
            Behind += await LookAsync(store, key, writes, label, isOwn: false) == own ? 0 : 1;
        }
    }

    private async Task<string> LookAsync(FacetedStore store, string key, IReadOnlyDictionary<Written, Stage> writes, string label, bool isOwn)
    {
        using var client = store.ClientAt(Cast.Order.Parse(label));
        var item = (await client.GetItemAsync(Cast.Get(key))).Item;
        Reads++;
        var (wrong, holds) = Cast.IsCounter(key) ? Counter() : (Expectation.OfRegister(writes, Cast.RegisterIn(item)), $"{Cast.RegisterIn(item)}");
        if (wrong is not null)
        {
            ledger.Complain($"{key} at {label}: {wrong}");
        }

        return holds;

        (string?, string) Counter()
        {
            var (times, done) = Cast.CounterIn(item);
            return (Expectation.OfCounter(writes, isOwn, times, done), string.Join(' ', done.Order(StringComparer.Ordinal)));
        }
    }
}
