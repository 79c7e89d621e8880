using Trapeze.Core.Labels;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A site that some histories are run on, one after another, and the processes that have it open.</summary>
internal sealed class HistoryLane(IHistoryBackend backend, long number, Shape shape, Func<IFacetStorage, IHistorySite, IFacetStorage> plant) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly AsyncLocal<Flow?> _flow = new();
    private readonly HistoryProcess?[] _processes = new HistoryProcess?[2];
    private readonly List<HistoryProcess> _dead = [];
    private History _history = new();
    private bool _mayCrash;

    public IHistoryBackend Backend => backend;

    public Shape Shape => shape;

    public LabelOrder Order { get; } = shape.Build();

    public IHistorySite Site { get; } = backend.CreateSite(number);

    public int Crashes { get; private set; }

    public IFacetStorage Plant(IFacetStorage storage) => plant(storage, Site);

    /// <summary>From now on it is this history whose returns a crash stops: one crash at most.</summary>
    /// <remarks>The processes are open before it begins: one that opens writes, and would wait for the write that it dies in.</remarks>
    public void Begin(History history, int processes)
    {
        _history = history;
        _mayCrash = true;
        for (var i = 0; i < processes; i++)
        {
            Process(i);
        }
    }

    /// <summary>What the calls that follow, of the same flow of control, are part of.</summary>
    public void Enter(Flow? flow) => _flow.Value = flow;

    public HistoryProcess Process(int which)
    {
        lock (_lock)
        {
            return _processes[which] ??= new HistoryProcess(this, _flow);
        }
    }

    /// <summary>The process dies, alone or with all others.</summary>
    public void Crash(HistoryProcess process, int choice, long? tail) => _history.Stop(() =>
    {
        if (process.IsDead || !_mayCrash)
        {
            return;
        }

        _mayCrash = false;
        Crashes++;
        var alone = tail is null && choice % 3 == 0;
        if (!alone)
        {
            Site.Crash(tail, choice / 3);
        }

        lock (_lock)
        {
            for (var i = 0; i < _processes.Length; i++)
            {
                if (_processes[i] is { } dying && (!alone || dying == process))
                {
                    dying.Die();
                    _dead.Add(dying);
                    _processes[i] = null;
                }
            }
        }
    });

    /// <summary>All processes die, while none does anything.</summary>
    public void CrashAll()
    {
        _mayCrash = true;
        if (_processes.FirstOrDefault(process => process is not null) is { } process)
        {
            Crash(process, choice: 1, tail: null);
        }
    }

    /// <summary>Closes what is left of the dead: nobody is in them any more.</summary>
    public void Bury()
    {
        _dead.ForEach(process => process.Dispose());
        _dead.Clear();
    }

    /// <summary>Closes the store, if that can be done, and removes what it kept in any case.</summary>
    public async Task AbandonAsync()
    {
        try
        {
            await Task.Run(Dispose).WaitAsync(Patience);
        }
#pragma warning disable CA1031 // a store that went wrong may not close
        catch (Exception)
#pragma warning restore CA1031
        {
            Site.Dispose();
        }
    }

    public void Dispose()
    {
        Bury();
        foreach (var process in _processes)
        {
            process?.Dispose();
        }

        Site.Dispose();
    }
}
