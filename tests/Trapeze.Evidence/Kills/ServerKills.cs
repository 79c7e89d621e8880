using Trapeze.LocalServers;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Kills;

/// <summary>The server is killed while two processes' worth of workers write, and started again on the same file.</summary>
/// <param name="seed">Where the moments come from.</param>
public sealed class ServerKills(ulong seed)
{
    private const string Table = "Killed";
    private const int Stores = 2;
    private const int MostRequests = 400;

    // Before the first: stores are opened, and something is written.
    private const int Before = 300;

    private readonly Ledger _ledger = new();
    private readonly Dice _dice = new(seed);
    private TaskCompletionSource _reached = new();
    private long _at = long.MaxValue;
    private bool _losesAnswer;

    /// <summary>Kills it so many times, or until something is wrong.</summary>
    /// <param name="times">How often.</param>
    /// <param name="progress">Is told of each.</param>
    public async Task<KillTally> RunAsync(int times, Action<string>? progress = null)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-kills-");
        try
        {
            await using var server = await DynamoDbLocal.StartAsync(new DynamoDbLocalOptions { DataFolder = folder.FullName });
            await using var network = new FaultyNetwork(server.Address, FaultOf);
            var stores = Enumerable.Range(0, Stores).Select(_ => Cast.Open(network.Address, Table)).ToList();
            var workers = Enumerable.Range(0, Stores * Cast.Workers).Select(worker => new Worker(stores[worker / Cast.Workers], worker, 0, _ledger)).ToList();
            var inspection = new Inspection(_ledger, network.Address, Table);
            var kills = 0;
            while (kills < times && _ledger.Complaints.Count == 0)
            {
                await RunUntilKilledAsync(server, network, workers, kills == 0 ? Before : 0);
                kills++;
                await server.StartAgainAsync();
                network.Target = server.Address;
                await inspection.LookAsync(_ledger.TakeTouched());
                progress?.Invoke($"{KillTally.Of(kills, _ledger, inspection)}");
            }

            await inspection.LookAsync(_ledger.Keys);
            stores.ForEach(store => store.Dispose());
            return KillTally.Of(kills, _ledger, inspection);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunUntilKilledAsync(DynamoDbLocal server, FaultyNetwork network, List<Worker> workers, int after)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _losesAnswer = _dice.Flip();
        Interlocked.Exchange(ref _at, network.Requests + after + 1 + _dice.Next(MostRequests));
        using var end = new CancellationTokenSource();
        var running = workers.ConvertAll(worker => Task.Run(() => worker.RunAsync(end.Token)));
        await _reached.Task;
        server.Kill();
        await end.CancelAsync();
        await Task.WhenAll(running);
    }

    // The request at which it is killed gets to the server or not, whichever is faster; its answer may be lost in any case.
    private WireFault FaultOf(WireRequest request)
    {
        if (request.Number < Interlocked.Read(ref _at))
        {
            return WireFault.None;
        }

        return _reached.TrySetResult() && _losesAnswer ? WireFault.LostAfter : WireFault.None;
    }
}
