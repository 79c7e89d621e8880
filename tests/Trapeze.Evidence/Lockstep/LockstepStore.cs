using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Policies;
using Trapeze.Evidence.Lockstep.Stores;

namespace Trapeze.Evidence.Lockstep;

/// <summary>The shipping store, through genuine clients, beside the machine: random programs, every result, refusal, list, page and count compared.</summary>
/// <remarks>semantics §3. A case is a program; some share a store, and run on it at once.</remarks>
public sealed class LockstepStore(IStoreBackend backend) : ILevel
{
    private const int RoundsOfBlock = 16;
    private const int RoundsOfPolicy = 4;
    private const int CasesOfBlock = RoundsOfBlock * StoreBlock.Slots;

    private static readonly ImmutableArray<Interlude> Interludes =
    [
        Interlude.Nothing, Interlude.Nothing, Interlude.Nothing, Interlude.Nothing, Interlude.Sweep, Interlude.Sweep, Interlude.Reopen, Interlude.Adopt, Interlude.Move,
    ];

    private static readonly ImmutableArray<Interlude> StandingInterludes = [.. Interludes.Where(interlude => interlude is not (Interlude.Adopt or Interlude.Move))];

    /// <summary>On the embedded backend.</summary>
    public LockstepStore()
        : this(new EmbeddedBackend())
    {
    }

    public string Name => "lockstep store";

    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken) => SearchAsync(seed, cases, new Tally(), cancellationToken);

    /// <inheritdoc cref="SearchAsync(ulong, long, CancellationToken)"/>
    /// <param name="seed">What the cases are made from.</param>
    /// <param name="cases">How many.</param>
    /// <param name="tally">Counts what was met.</param>
    /// <param name="cancellationToken">Ends the search between two rounds.</param>
    public async Task<Finding?> SearchAsync(ulong seed, long cases, Tally tally, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tally);
        for (var first = 0L; first < cases && !cancellationToken.IsCancellationRequested; first += CasesOfBlock)
        {
            if (await BlockAsync(seed, first, Math.Min(cases, first + CasesOfBlock), tally, cancellationToken) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private async Task<Finding?> BlockAsync(ulong seed, long first, long behind, Tally tally, CancellationToken cancellationToken)
    {
        var at = first;
        try
        {
            var dice = Dice.Of(~seed, first / CasesOfBlock);
            using var block = await Task.Run(() => Block(dice, tally), CancellationToken.None).WaitAsync(backend.Patience, CancellationToken.None);
            for (var round = 0; at < behind && !cancellationToken.IsCancellationRequested; round++, at += StoreBlock.Slots)
            {
                if (round > 0 && round % RoundsOfPolicy == 0)
                {
                    block.ChangePolicy(dice);
                }

                var (world, interlude, between) = (block.World, dice.Pick(backend.Adopts ? Interludes : StandingInterludes), dice.NextBits());
                var programs = Enumerable.Range(0, (int)Math.Min(StoreBlock.Slots, behind - at)).Select(slot => StoreProgram.Draw(world, Dice.Of(seed, at + slot))).ToList();
                tally.Add("store: programs", programs.Count);
                var found = await block.RunAsync(programs, interlude, new Dice(between)).WaitAsync(backend.Patience, CancellationToken.None);
                var slot = Array.FindIndex(found, each => each is not null);
                if (slot >= 0)
                {
                    return new Finding(Name, seed, at + slot, await TextAsync(programs[slot], interlude, between, block.Types, found[slot]!));
                }
            }

            return null;
        }
        catch (TimeoutException)
        {
            return new Finding(Name, seed, at, $"it did not end within {backend.Patience.TotalSeconds} s");
        }
#pragma warning disable CA1031 // whatever the shipping code throws is a finding
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return new Finding(Name, seed, at, reason.ToString());
        }
    }

    private StoreBlock Block(Dice dice, Tally tally)
    {
        var types = KeySpace.DrawTypes(dice);
        return new StoreBlock(backend, World.Draw(dice, DeclaredOrder.Draw(dice), tally), types, tally);
    }

    // Alone on a store of its own, and without every operation that it still disagrees without.
    private async Task<string> TextAsync(StoreProgram program, Interlude interlude, ulong between, ImmutableArray<ScalarAttributeType> types, Exception found)
    {
        if (await AloneAsync(program, interlude, between, types) is null)
        {
            return $"not alone, only beside other programs:\n{program.World.Draft.Yaml}{Text(found)}";
        }

        for (var at = program.First.Count + program.Second.Count - 1; at >= 0; at--)
        {
            if (program.Without(at) is { } shorter && await AloneAsync(shorter, interlude, between, types) is not null)
            {
                program = shorter;
            }
        }

        interlude = await AloneAsync(program, Interlude.Nothing, between, types) is null ? interlude : Interlude.Nothing;
        var (trace, reason) = (await AloneAsync(program, interlude, between, types)).GetValueOrDefault();
        return $"{program.Text(interlude, trace ?? [])}\n{Text(reason ?? found)}";
    }

    private async Task<(List<string> Trace, Exception Reason)?> AloneAsync(StoreProgram program, Interlude interlude, ulong between, ImmutableArray<ScalarAttributeType> types)
    {
        List<string> trace = [];
        using var block = new StoreBlock(backend, program.World, types, new Tally());
        var found = await block.RunAsync([program], interlude, new Dice(between), [trace]).WaitAsync(backend.Patience, CancellationToken.None);
        return found[0] is { } reason ? (trace, reason) : null;
    }

    private static string Text(Exception reason) => reason is Disagreement ? reason.Message : reason.ToString();
}
