using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Kills;

/// <summary>Writes at one label, one write after another, and notes each before it is begun and when it is told.</summary>
/// <param name="store">The store of its process.</param>
/// <param name="worker">Its number.</param>
/// <param name="from">The number of its first write.</param>
/// <param name="witness">Is told.</param>
internal sealed class Worker(FacetedStore store, int worker, int from, IWitness witness)
{
    private readonly AmazonDynamoDBClient _client = store.ClientAt(Cast.Order.Parse(Cast.LabelOf(worker)));
    private int _next = from;
    private Written? _unresolved;
    private (bool IsKnown, int? Number) _left;

    /// <summary>Writes until it is to end; what is under way then it waits for.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var number = _unresolved?.Number ?? _next++;
            await CountAsync(new Written(worker, Cast.CounterOf(worker, number), number), end);
            if (_unresolved is null)
            {
                await RegisterAsync(new Written(worker, Cast.RegisterOf(worker), number));
            }
        }
    }

    // One in two is made again until it is known, on the condition that it was not done; the others are left as they are.
    private async Task CountAsync(Written write, CancellationToken end)
    {
        var once = write.Number % 2 == 0;
        var wasTried = _unresolved is not null;
        _unresolved = null;
        witness.Note(Stage.Begun, write);
        while (await TryAsync(write, () => _client.UpdateItemAsync(Cast.Count(write, once)), mayBeRefused: once && wasTried) is null && once)
        {
            wasTried = true;
            if (end.IsCancellationRequested)
            {
                _unresolved = write;
                return;
            }
        }
    }

    private async Task RegisterAsync(Written write)
    {
        witness.Note(Stage.Begun, write);
        Func<Task> act = write.Leaves is null ? () => _client.DeleteItemAsync(Cast.Delete(write))
            : _left.IsKnown && write.Number % 2 == 0 ? () => _client.PutItemAsync(Cast.PutOver(write, _left.Number))
            : () => _client.PutItemAsync(Cast.Put(write));
        _left = (await TryAsync(write, act, mayBeRefused: false) == true, write.Leaves);
    }

    /// <returns>Whether it was done; <see langword="null"/> if that is not known.</returns>
    private async Task<bool?> TryAsync(Written write, Func<Task> act, bool mayBeRefused)
    {
        try
        {
            await act();
            witness.Note(Stage.Acknowledged, write);
            return true;
        }
        catch (InternalServerErrorException)
        {
            return null;
        }
        catch (ConditionalCheckFailedException) when (mayBeRefused)
        {
            witness.Note(Stage.Known, write);
            return true;
        }
#pragma warning disable CA1031 // anything else is no answer that the store may give
        catch (Exception other)
#pragma warning restore CA1031
        {
            witness.Complain($"{write} at {Cast.LabelOf(worker)}: {other.GetType().Name}: {other.Message}");
            return false;
        }
    }
}
