using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.LocalServers;
using Trapeze.Store;

namespace Trapeze.Evidence.Soak;

/// <summary>Workers at mixed labels on DynamoDB Local, through two stores as two processes would have them, beside one plain client on tables of its own.</summary>
/// <param name="seed">Where the requests come from.</param>
/// <param name="labels">How many labels there are; few of them meet more often.</param>
public sealed class SoakRun(ulong seed, int labels = 8)
{
    private const int Workers = 16;
    private const int Stores = 2;
    private const string Count = "Count";

    private readonly SoakTally _tally = new();
    private readonly long[] _counted = new long[SoakScene.Labels.Count];

    /// <summary>Runs until it is not to go on.</summary>
    /// <param name="goesOn">Asked before each operation, with how many the worker has done.</param>
    /// <param name="onFailure">Is told why a storage failed.</param>
    public async Task<SoakTally> RunAsync(Func<int, bool> goesOn, Action<IOException>? onFailure = null)
    {
        await using var server = await DynamoDbLocal.StartAsync();
        using var plain = server.CreateClient();
        await SoakScene.CreateTablesAsync(plain);
        var backend = new DynamoDbBackend { TableName = "Facets", ServiceUrl = server.Address, Credentials = new BasicAWSCredentials("local", "local"), CreatesTable = true };
        var stores = Enumerable.Range(0, Stores).Select(_ => SoakScene.Open(backend, onFailure)).ToList();
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(stores[worker % Stores], worker, goesOn))),
            Task.Run(() => WorkPlainlyAsync(plain, goesOn)),
        ]);
        await CheckCountersAsync(stores[0]);
        stores.ForEach(store => store.Dispose());
        return _tally;
    }

    private async Task WorkAsync(FacetedStore store, int worker, Func<int, bool> goesOn)
    {
        var dice = Dice.Of(seed, worker);
        var requests = new SoakRequests(dice);
        var clients = SoakScene.Labels.Take(labels).Select(store.ClientAt).ToList();
        for (var done = 0; goesOn(done); done++)
        {
            var label = dice.Next(labels);
            var (name, act) = requests.Next();
            var began = Stopwatch.GetTimestamp();
            if (await TryAsync(name, act, clients[label], error => _tally.AddSurfaced($"{name}: {error}")) is { } isRefused)
            {
                _tally.AddDone(name, Stopwatch.GetElapsedTime(began), isRefused);
                Interlocked.Add(ref _counted[label], name == Count ? 1 : 0);
            }
        }

        clients.ForEach(client => client.Dispose());
    }

    private async Task WorkPlainlyAsync(AmazonDynamoDBClient plain, Func<int, bool> goesOn)
    {
        var requests = new SoakRequests(Dice.Of(seed, Workers));
        for (var done = 0; goesOn(done); done++)
        {
            var (name, act) = requests.Next();
            await TryAsync(name, act, plain, error => _tally.AddOfPlain($"{name}: {error}"));
            _tally.AddPlain();
        }
    }

    /// <returns>Whether it was refused for a condition that it had; <see langword="null"/> if it failed.</returns>
    private static async Task<bool?> TryAsync(string name, Func<AmazonDynamoDBClient, Task> act, AmazonDynamoDBClient client, Action<string> fail)
    {
        try
        {
            await act(client);
            return false;
        }
        catch (ConditionalCheckFailedException) when (name.EndsWith(" if", StringComparison.Ordinal))
        {
            return true;
        }
#pragma warning disable CA1031 // whatever else comes is what is looked for
        catch (Exception error)
#pragma warning restore CA1031
        {
            fail($"{error.GetType().Name}: {error.Message}");
            return null;
        }
    }

    // Nobody else writes the counters, and labels do not see those beside them: a label's count is its own, or one that goes on from what it saw below.
    private async Task CheckCountersAsync(FacetedStore store)
    {
        using var client = store.ClientAt(SoakScene.Labels[0]);
        var lowest = (await client.GetItemAsync(SoakScene.Plain, SoakRequests.Counter)).Item;
        var times = lowest is null ? 0 : long.Parse(lowest["times"].N, CultureInfo.InvariantCulture);
        if (times != _counted[0])
        {
            _tally.AddSurfaced($"counted {_counted[0]} times at {SoakScene.Labels[0]}, and {times} is there");
        }
    }
}
