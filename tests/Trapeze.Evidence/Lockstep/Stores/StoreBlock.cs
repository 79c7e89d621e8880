using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Evidence.Lockstep.Policies;
using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>One store and the programs that run on it: some at once, each in tables of its own, then the next.</summary>
internal sealed class StoreBlock : IDisposable
{
    /// <summary>How many programs run at once: their writes are committed together.</summary>
    internal const int Slots = 4;

    private const int MostLabelsLater = 2;

    private readonly IStoreBackend _backend;
    private readonly ImmutableArray<ScalarAttributeType> _types;
    private readonly Tally _tally;
    private IStoreHome _home;
    private FacetedStore _store;
    private int _programs;

    internal StoreBlock(IStoreBackend backend, World world, ImmutableArray<ScalarAttributeType> types, Tally tally)
    {
        _tally = tally;
        _types = types;
        World = world;
        _backend = backend;
        _home = backend.Make();
        try
        {
            _store = Open();
        }
        catch
        {
            _home.Dispose();
            throw;
        }
    }

    internal ImmutableArray<ScalarAttributeType> Types => _types;

    internal World World { get; private set; }

    /// <summary>The next programs run under another policy, with the same order.</summary>
    internal void ChangePolicy(Dice dice) => World = World.Draw(dice, World.Draft.Order, _tally, World);

    /// <summary>Runs some programs at once, each to its end.</summary>
    /// <returns>For each what it disagreed about; <see langword="null"/> if it did not.</returns>
    internal async Task<Exception?[]> RunAsync(IReadOnlyList<StoreProgram> programs, Interlude interlude, Dice dice, IReadOnlyList<List<string>>? traces = null)
    {
        var runs = programs.Select((program, slot) => new StoreRun(program, new KeySpace(slot, _programs++, _types), _tally, traces?[slot])).ToList();
        var found = new Exception?[programs.Count];
        await EachAsync(slot => HalfAsync(runs[slot], programs[slot].First));
        if (Array.Exists(found, each => each is not null))
        {
            return found;
        }

        await BetweenAsync(interlude, dice, runs);
        await EachAsync(async slot =>
        {
            await HalfAsync(runs[slot], programs[slot].Second);
            await runs[slot].EndAsync();
        });
        return found;

        Task EachAsync(Func<int, Task> run) => Task.WhenAll(Enumerable.Range(0, runs.Count).Select(slot => Task.Run(async () => found[slot] = await FaultAsync(() => run(slot)))));
    }

    public void Dispose()
    {
        _store.Dispose();
        _home.Dispose();
    }

    private static async Task<Exception?> FaultAsync(Func<Task> run)
    {
        try
        {
            await run();
            return null;
        }
#pragma warning disable CA1031 // whatever the shipping code throws is a finding
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return reason;
        }
    }

    private Task HalfAsync(StoreRun run, IReadOnlyList<StoreOperation> half)
    {
        run.Attach(_store, World);
        return run.RunAsync(half);
    }

    private async Task BetweenAsync(Interlude interlude, Dice dice, IReadOnlyList<StoreRun> runs)
    {
        _tally.Add($"store: interlude {interlude}");
        switch (interlude)
        {
            case Interlude.Sweep:
                if (dice.Flip())
                {
                    _tally.Add("FacetedStore.InspectAsync");
                    _tally.Add("store: facets swept", (await _store.InspectAsync(World.Policy.Order, repairs: dice.Flip())).Due);
                    break;
                }

                _tally.Add("FacetedStore.SweepAsync");
                _tally.Add("store: facets swept", await _store.SweepAsync(dice.Flip() ? 3 : 1_000));
                break;
            case Interlude.Move:
                // Under a later order there may be labels, of programs that are over, at which it files nothing.
                if (World.Draft.Later.IsEmpty)
                {
                    await MoveAsync();
                }

                break;
            case Interlude.Reopen:
                _tally.Add("FacetedStore.Dispose");
                _store.Dispose();
                _store = Open();
                break;
            case Interlude.Adopt:
                // What the new order would file at too many places it does not show; that is another test's affair.
                var extended = World.Extended(dice);
                if (World.Draft.Later.Length == MostLabelsLater || !runs.All(run => run.Fits(extended)))
                {
                    _tally.Add("store: order not adopted, too complex");
                    break;
                }

                World = extended;
                if (dice.Flip())
                {
                    _tally.Add("FacetedStore.AdoptAsync");
                    await _store.AdoptAsync(World.Policy.Order);
                }

                break;
        }
    }

    // The programs go on in another store, to which all that this one shows has gone.
    private async Task MoveAsync()
    {
        var (left, from) = (_home, _store);
        _home = _backend.Make();
        _store = Open();
        using (left)
        using (from)
        {
            using var lines = new StringWriter();
            _tally.Add("FacetedStore.ExportAsync");
            await from.ExportAsync(World.Policy.Order, lines);
            _tally.Add("FacetedStore.ImportAsync");
            await _store.ImportAsync(World.Policy.Order, new StringReader(lines.ToString()));
            _tally.Add("FacetedStore.CompareAsync");
            Disagreement.Unless("what was moved", "", string.Join('\n', await from.CompareAsync(_store, World.Policy.Order)));
        }
    }

    private FacetedStore Open()
    {
        _tally.Add("FacetedStore.Open");
        return FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [.. Enumerable.Range(0, Slots).SelectMany(slot => KeySpace.Tables(slot, _types))],
            Backend = _home.Backend,
        });
    }
}
