using System.Collections.Immutable;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Conformance;
using Trapeze.Evidence.BlackBox.Pairs;

namespace Trapeze.Evidence.BlackBox;

/// <summary>The shipping shim over real HTTP: pairs of runs with and without what is hidden, and everything that an observer could see of them compared.</summary>
public sealed class BlackBoxLevel : ILevel
{
    private const int AtOnce = 16;

    // What the epochs are about, in turn.
    private static readonly ImmutableArray<PairKind> Kinds = [PairKind.Usual, PairKind.Usual, PairKind.Public, PairKind.Usual, PairKind.Tight];

    /// <summary>Whether a pair that differs is made smaller before it is shown, which takes a minute at most.</summary>
    public bool Shrinks { get; init; }

    /// <summary>Whether Trapeze's Lambda host serves the applications. What else is expected of them is looked at on Kestrel alone.</summary>
    public bool IsInLambda { get; init; }

    /// <inheritdoc/>
    public string Name => "black box";

    /// <inheritdoc/>
    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken) => SearchAsync(seed, cases, new Census(), cancellationToken);

    /// <summary>Searches, and counts what the pairs were like.</summary>
    public async Task<Finding?> SearchAsync(ulong seed, long cases, Census census, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(census);
        try
        {
            var tokens = new Tokens();
            await using var outside = await Receiver.StartAsync();
            if (!IsInLambda && await new Expectations(tokens, outside, census, cancellationToken).TryAsync() is { } wrong)
            {
                return new Finding(Name, seed, 0, wrong);
            }

            for (var first = 0L; first < cases && !cancellationToken.IsCancellationRequested; first += HostilePolicy.Slots)
            {
                var count = (int)Math.Min(HostilePolicy.Slots, cases - first);
                if (await SearchEpochAsync(seed, (int)first, count, census, tokens, outside, cancellationToken) is { } finding)
                {
                    return finding;
                }
            }

            return null;
        }
#pragma warning disable CA1031 // what ships fails before anything can be compared
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Finding(Name, seed, 0, exception.ToString());
        }
    }

    private async Task<Finding?> SearchEpochAsync(
        ulong seed, int first, int count, Census census, Tokens tokens, Receiver outside, CancellationToken cancellationToken)
    {
        var kind = Kinds[first / HostilePolicy.Slots % Kinds.Length];
        var isTight = kind == PairKind.Tight;
        await using var epoch = await Epoch.StartAsync(isTight, IsInLambda, tokens, outside);
        var next = first - 1;
        Finding? finding = null;
        await Task.WhenAll(Enumerable.Range(0, isTight ? 1 : AtOnce).Select(_ => SearchPairsAsync()));
        if (finding is null && !cancellationToken.IsCancellationRequested && await epoch.EndAsync(kind, Pair.ObserverOf(kind, first)) is { } left)
        {
            finding = new Finding(Name, seed, first, left);
        }

        return finding;

        async Task SearchPairsAsync()
        {
            while (Volatile.Read(ref finding) is null && !cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var @case && @case < first + count)
            {
                var pair = PairGenerator.Make(seed, @case, kind);
                if (await epoch.RunAsync(pair, @case - first, census) is { } seen)
                {
                    Interlocked.CompareExchange(ref finding, await FindAsync(pair, seen), null);
                }
            }
        }

        async Task<Finding> FindAsync(Pair pair, string seen)
        {
            var (smallest, still) = Shrinks ? await Shrink.DownAsync(pair, seen, RunApartAsync) : (pair, seen);
            return new Finding(Name, seed, pair.Id, $"{still}\n{smallest}");
        }

        async Task<string?> RunApartAsync(Pair pair)
        {
            await using var apart = await Epoch.StartAsync(isTight, IsInLambda, tokens, outside);
            return await apart.RunAsync(pair, 0, new Census());
        }
    }
}
