using Trapeze.LocalServers;

namespace Trapeze.Evidence.Kills;

/// <summary>Two processes write at the same labels; first one is killed, and later the other.</summary>
/// <param name="seed">Where the moments come from.</param>
public sealed class ClientKills(ulong seed)
{
    private const string Table = "Killed";
    private const int Processes = 2;

    // So that some die before they have written at all, and some in the midst.
    private const int MostLines = 250;

    // Of the first: enough to lose.
    private const int Before = 40;

    private readonly Ledger _ledger = new();
    private readonly Dice _dice = new(seed);

    /// <summary>Kills so many processes, two a round, or until something is wrong.</summary>
    /// <param name="times">How many.</param>
    /// <param name="progress">Is told of each round.</param>
    public async Task<KillTally> RunAsync(int times, Action<string>? progress = null)
    {
        await using var server = await DynamoDbLocal.StartAsync();
        var inspection = new Inspection(_ledger, server.Address, Table);
        var kills = 0;
        while (kills < times && _ledger.Complaints.Count == 0)
        {
            await KillBothAsync(server.Address, kills == 0 ? Before : 0);
            kills += Processes;
            await inspection.LookAsync(_ledger.TakeTouched());
            progress?.Invoke($"{KillTally.Of(kills, _ledger, inspection)}");
        }

        await inspection.LookAsync(_ledger.Keys);
        return KillTally.Of(kills, _ledger, inspection);
    }

    private async Task KillBothAsync(Uri server, int after)
    {
        // Behind all that was begun: a write that is on its way from the dead meets none of the same number.
        var from = _ledger.Keys.SelectMany(key => _ledger.Of(key).Keys).Select(write => write.Number).DefaultIfEmpty(-1).Max() + 1;
        using var one = WriterProcess.Start(server, Table, 0, from, _ledger);
        using var other = WriterProcess.Start(server, Table, 1, from, _ledger);
        var (first, second) = _dice.Flip() ? (one, other) : (other, one);
        await first.SaysAsync(after + 1 + _dice.Next(MostLines));
        await first.KillAsync();
        await second.SaysAsync(1 + _dice.Next(MostLines));
        await second.KillAsync();
    }
}
