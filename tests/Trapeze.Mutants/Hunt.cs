using Trapeze.Mutants.Results;
using Trapeze.Mutants.Workers;

namespace Trapeze.Mutants;

/// <summary>Runs the levels against one copy after another, in a worker that is replaced whenever it is not fit for the next.</summary>
internal sealed class Hunt(Options options) : IDisposable
{
    // What a worker keeps of the copies that it ran.
    private const int AtOnce = 100;
    private const int CopiesPerWorker = 25;

    // A project's own tests, one after the other, in milliseconds.
    private const int WholeSuite = 240_000;

    // More than there is time for.
    private const long Cases = 1_000_000_000;

    private readonly HashSet<LevelName> _warm = [];
    private WorkerProcess? _worker;
    private int _copies;

    /// <summary>The levels there are.</summary>
    internal IReadOnlyList<LevelName> Levels { get; private set; } = [];

    /// <summary>The folders that they live in.</summary>
    internal IReadOnlyList<string> Folders => [.. Levels.Select(level => level.Folder).Distinct(StringComparer.Ordinal)];

    /// <summary>Has every level that could see any of the mutants search what was built, for as long as it may: it must find nothing.</summary>
    internal async Task<IReadOnlyList<LevelResult>> RunBuiltAsync(IReadOnlyList<Mutant> mutants)
    {
        await ReadyAsync(levels: []);
        var results = new List<LevelResult>();
        foreach (var level in Levels.Where(level => mutants.Any(level.Runs)))
        {
            await ReadyAsync(levels: []);
            results.Add(new LevelResult(level, await AskAsync(mutant: null, copy: null, level, level.Folder is LevelName.Tests ? WholeSuite : options.LastBudget), Again: 0));
        }

        return results;
    }

    /// <summary>Has every level that could see it search the copy; more patiently if none finds anything.</summary>
    internal async Task<Verdict> RunAsync(Mutant mutant, string copy)
    {
        await ReadyAsync(levels: []);
        var seeing = Levels.Where(level => level.Runs(mutant)).ToList();
        var verdict = new Verdict(mutant, await RunAsync(mutant, copy, seeing, options.Budget));
        if (options.LastBudget <= options.Budget)
        {
            return verdict;
        }

        // Once more, and longer: those that have not seen what none has seen, or what they should have.
        var again = verdict.Levels.Where(level => !level.Answer.Found && (!verdict.IsKilled || IsOwed(mutant, level.Level))).Select(level => level.Level).ToList();
        var later = await RunAsync(mutant, copy, again, options.LastBudget);
        return new Verdict(mutant, [.. verdict.Levels.Where(level => !again.Contains(level.Level)), .. later]) { LoadMilliseconds = verdict.LoadMilliseconds };
    }

    public void Dispose() => _worker?.Dispose();

    private static bool IsOwed(Mutant mutant, LevelName level) => mutant.IsVisibleOutside && level.Folder is Summary.Outside;

    private async Task<IReadOnlyList<LevelResult>> RunAsync(Mutant mutant, string copy, List<LevelName> levels, int budget)
    {
        var results = new List<LevelResult>();
        foreach (var level in levels)
        {
            // The projects' own tests are asked only about what no level of evidence sees at once.
            if (level.Folder is LevelName.Tests && results.Exists(result => result.Answer.Found && result.Answer.Milliseconds < AtOnce))
            {
                continue;
            }

            await ReadyAsync(levels);
            var answer = await AskAsync(mutant, copy, level, budget);
            if (answer.Found && answer.Milliseconds >= budget)
            {
                // What came after the search's time may be a machine that is busy elsewhere, or a worker that earlier copies keep busy: what hangs
                // hangs again, in a new one too.
                _copies = CopiesPerWorker;
                await ReadyAsync(levels);
                answer = await AskAsync(mutant, copy, level, options.LastBudget);
            }

            results.Add(new LevelResult(level, answer, await AgainAsync(mutant, copy, level, answer, budget)));

            // What took so long may be running still.
            if (answer.Found && answer.Milliseconds >= budget)
            {
                _copies = CopiesPerWorker;
            }
        }

        _copies += results.Count > 0 ? 1 : 0;
        return results;
    }

    // What a level finds within its time it is asked for once more.
    private async Task<double> AgainAsync(Mutant mutant, string copy, LevelName level, SearchAnswer first, int budget) =>
        first is { Found: true, IsCrash: false } && first.Milliseconds < budget
        && await AskAsync(mutant, copy, level, budget) is { Found: true, IsCrash: false } second ? second.Milliseconds : first.Milliseconds;

    // A worker runs a level once on what was built before it runs copies: what is compiled, opened and started for the first time is no part of any search.
    private async Task ReadyAsync(IEnumerable<LevelName> levels)
    {
        if (_worker is not { HasEnded: false } || _copies >= CopiesPerWorker)
        {
            _worker?.Dispose();
            _worker = new WorkerProcess();
            _copies = 0;
            _warm.Clear();
            var names = (await AskAsync(mutant: null, copy: null, level: null, options.LastBudget)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Levels = [.. names.Select(LevelName.Parse).OrderBy(level => level.Folder is LevelName.Tests).Where(level => options.Levels.Count == 0 || options.Levels.Exists(level.ToString().Contains))];
        }

        foreach (var level in levels.Where(level => level.Folder is not LevelName.Tests && _warm.Add(level)))
        {
            var warm = await AskAsync(mutant: null, copy: null, level, options.Budget);
            if (warm.Found)
            {
                throw new InvalidOperationException($"{level} finds what no mutant did:\n{warm.Text}");
            }
        }
    }

    private Task<SearchAnswer> AskAsync(Mutant? mutant, string? copy, LevelName? level, int milliseconds) =>
        _worker!.AskAsync(new SearchRequest(mutant?.Project, copy, $"{level}", options.Seed, Cases, milliseconds) { Near = NearOf(mutant, level) });

    // A case of the protocol's checker is near to no test.
    private static string NearOf(Mutant? mutant, LevelName? level) =>
        mutant is null ? "" : mutant.Near is { } near && (level?.Folder is not LevelName.Tests || near.Contains('/')) ? near : mutant.File;
}
