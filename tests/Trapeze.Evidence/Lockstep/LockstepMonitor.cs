using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Monitors;
using Trapeze.Evidence.Lockstep.Policies;

namespace Trapeze.Evidence.Lockstep;

/// <summary>The shipping labels, policy and monitor, beside the machine: random programs under random policies, compared after every step.</summary>
/// <remarks>semantics §1 and §2. A case is a program; some follow each other under one policy, because reading one takes longer than a program.</remarks>
public sealed class LockstepMonitor : ILevel
{
    private const int CasesOfPolicy = 8;
    private const int Batch = 64;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public string Name => "lockstep monitor";

    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken) => SearchAsync(seed, cases, new Tally(), cancellationToken);

    /// <inheritdoc cref="SearchAsync(ulong, long, CancellationToken)"/>
    /// <param name="seed">What the cases are made from.</param>
    /// <param name="cases">How many.</param>
    /// <param name="tally">Counts what was met.</param>
    /// <param name="cancellationToken">Ends the search between two batches.</param>
    public async Task<Finding?> SearchAsync(ulong seed, long cases, Tally tally, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tally);
        for (var first = 0L; first < cases && !cancellationToken.IsCancellationRequested; first += Batch)
        {
            var at = first;
            var search = Task.Run(() => Search(seed, first, Math.Min(cases, first + Batch), tally, ref at), CancellationToken.None);
            try
            {
                if (await search.WaitAsync(Deadline, CancellationToken.None) is { } finding)
                {
                    return finding;
                }
            }
            catch (TimeoutException)
            {
                return new Finding(Name, seed, Volatile.Read(ref at), $"it did not end within {Deadline.TotalSeconds} s");
            }
        }

        return null;
    }

    private Finding? Search(ulong seed, long first, long behind, Tally tally, ref long at)
    {
        World? world = null;
        for (var current = first; current < behind; current++)
        {
            Volatile.Write(ref at, current);
            tally.Add("monitor: programs");
            try
            {
                world = world is null || current % CasesOfPolicy == 0 ? PolicyOf(seed, current / CasesOfPolicy, tally) : world;
            }
#pragma warning disable CA1031 // whatever the shipping code throws is a finding
            catch (Exception reason)
#pragma warning restore CA1031
            {
                return new Finding(Name, seed, current, reason.ToString());
            }

            var drawn = MonitorCase.Draw(world, Dice.Of(seed, current));
            if (drawn.Run(tally) is not null)
            {
                return new Finding(Name, seed, current, drawn.Minimal().Text());
            }
        }

        return null;
    }

    private static World PolicyOf(ulong seed, long index, Tally tally)
    {
        var dice = Dice.Of(~seed, index);
        tally.Add("monitor: policies");
        return World.Draw(dice, DeclaredOrder.Draw(dice), tally);
    }
}
