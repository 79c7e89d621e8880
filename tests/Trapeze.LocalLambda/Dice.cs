namespace Trapeze.LocalLambda;

/// <summary>Chance with a seed: where a service promises little, it keeps no more than that.</summary>
internal sealed class Dice(int seed, bool isUnruly)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    internal bool IsUnruly => isUnruly;

    internal int Next(int most)
    {
        lock (_lock)
        {
            return _random.Next(most);
        }
    }

    internal List<T> Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        lock (_lock)
        {
            _random.Shuffle(shuffled);
        }

        return [.. shuffled];
    }
}
