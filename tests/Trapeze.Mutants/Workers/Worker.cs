using System.Diagnostics;
using System.Text.Json;

namespace Trapeze.Mutants.Workers;

/// <summary>The process that runs the copies: it may hang or end with them, and another takes its place.</summary>
internal sealed class Worker
{
    internal const string Verb = "--worker";

    private static readonly string[] Suites = ["Trapeze.Core.Tests", "Trapeze.Policy.Tests", "Trapeze.Store.Tests", "Trapeze.Shim.Tests", "Trapeze.Sandbox.Tests"];

    private readonly CopyContext _built = new();
    private CopyContext _context;
    private IReadOnlyList<LevelOfCopy> _levels = [];
    private readonly HashSet<LevelName> _ready = [];
    private Dictionary<string, TestsOfCopy> _tests = [];
    private string? _loaded = "";

    internal Worker() => _context = _built;

    /// <summary>Reads requests, a line each, and answers them, a line each, until there are no more.</summary>
    /// <remarks>On the thread that calls it and on no other: a copy may block all that the pool has.</remarks>
    internal void Run()
    {
        var requests = Console.In;
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        while (requests.ReadLine() is { } line)
        {
            answers.WriteLine(JsonSerializer.Serialize(AnswerOrFault(JsonSerializer.Deserialize<SearchRequest>(line)!)));
            answers.Flush();
        }
    }

    // What levels and tests throw is a finding; this is not.
    private SearchAnswer AnswerOrFault(SearchRequest request)
    {
        try
        {
            return Answer(request);
        }
#pragma warning disable CA1031 // whatever it is, who asked is told
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new SearchAnswer(Found: false, Case: 0, Milliseconds: 0, $"{request.Level}: {fault}") { IsFault = true };
        }
    }

    private SearchAnswer Answer(SearchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        if (!string.Equals(_loaded, request.Copy, StringComparison.Ordinal))
        {
            Load(request);
        }

        if (request.Level.Length == 0)
        {
            var names = _levels.Select(level => level.Name).Concat(Suites.Select(suite => new LevelName(LevelName.Tests, suite)));
            return new SearchAnswer(Found: false, Case: 0, Milliseconds: 0, string.Join('\n', names));
        }

        var name = LevelName.Parse(request.Level);
        Func<SearchRequest, SearchAnswer> search = name.Folder is LevelName.Tests ? TestsOf(name.Name).Search : LevelOf(name).Search;
        var load = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return search(request) with { LoadMilliseconds = load };
    }

    private void Load(SearchRequest request)
    {
        _levels = [];
        _ready.Clear();
        _tests = [];
        if (_context.IsCollectible)
        {
            _context.Unload();
        }

        _context = request is { Project: { } project, Copy: { } copy } ? new CopyContext(_built, project, copy) : _built;
        _levels = LevelOfCopy.Of(_context.Evidence);
        _loaded = request.Copy;
    }

    private LevelOfCopy LevelOf(LevelName name)
    {
        var level = _levels.First(level => level.Name == name);
        if (_ready.Add(name))
        {
            _context.Ready(name.Folder);

            // No case at all, so nothing is found: what a level makes ready for any search is made here.
            level.Search(new SearchRequest(Project: null, Copy: null, $"{name}", Seed: 0, Cases: 0, Milliseconds: 10_000));
        }

        return level;
    }

    private TestsOfCopy TestsOf(string suite)
    {
        if (!_tests.TryGetValue(suite, out var tests))
        {
            _tests.Add(suite, tests = new TestsOfCopy(_context.Ready(name: suite)));
        }

        return tests;
    }
}
