using Trapeze.Evidence.Histories.Scheduling;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Histories.Faults;

/// <summary>One client's way through the storage: its faults are its own, whatever others do.</summary>
/// <param name="client">Which client.</param>
/// <param name="schedule">Who goes next.</param>
/// <param name="faults">Where its faults come from; <see langword="null"/> for none.</param>
/// <param name="mayCrash">Whether a process may die of its steps.</param>
/// <param name="note">Is told of each fault that was put into a step of the storage's.</param>
/// <param name="noteOfWire">Is told of each fault that was put into a request to its server.</param>
internal sealed class Flow(int client, ISchedule schedule, Dice? faults, bool mayCrash, Action<Fault> note, Action<WireFault> noteOfWire)
{
    // Of two thousand steps.
    private static readonly (Fault Fault, int Share)[] OfWrites =
    [
        (Fault.Before, 60), (Fault.After, 70), (Fault.Late, 60), (Fault.Twice, 80), (Fault.Below, 100), (Fault.Held, 6),
        (Fault.CrashBefore, 3), (Fault.CrashInside, 8), (Fault.CrashAfter, 8),
    ];

    private static readonly (Fault Fault, int Share)[] OfReads = [(Fault.Before, 40), (Fault.After, 40)];

    private static readonly (Fault Fault, int Share)[] OfPages = [(Fault.Before, 30), (Fault.After, 30), (Fault.Torn, 200)];

    // Before or after any request of a storage that has a server.
    private static readonly (Fault Fault, int Share)[] OfDeaths = [(Fault.CrashBefore, 4), (Fault.CrashAfter, 4)];

    private static readonly (WireFault Fault, int Share)[] OfWires =
    [
        (WireFault.Throttled, 60), (WireFault.FailedBefore, 30), (WireFault.FailedAfter, 30), (WireFault.LostBefore, 30), (WireFault.LostAfter, 40), (WireFault.Late, 40),
    ];

    private bool _hasCrashed;

    public ISchedule Schedule => schedule;

    /// <summary>Whether a step of the operation under way was done, or may be, although the operation fails.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>Whether a fault was put into a step of the operation under way.</summary>
    public bool WasDisturbed { get; private set; }

    /// <summary>Another operation begins.</summary>
    public void Begin() => MayBeDone = WasDisturbed = false;

    public Fault NextOfWrite() => Next(OfWrites);

    public Fault NextOfRead() => Next(OfReads);

    public Fault NextOfPage() => Next(OfPages);

    public Fault NextOfDeath() => Next(OfDeaths);

    /// <summary>What goes wrong with a request. Its operation may fail for it only if it is a write whose outcome is not known then.</summary>
    public WireFault NextOfWire(bool writes)
    {
        if (faults is null)
        {
            return WireFault.None;
        }

        var at = faults.Next(2_000);
        var fault = OfWires.FirstOrDefault(share => (at -= share.Share) < 0).Fault;
        if (fault != WireFault.None)
        {
            WasDisturbed |= writes && fault != WireFault.Throttled;
            noteOfWire(fault);
        }

        return fault;
    }

    public int Next(int bound) => faults?.Next(bound) ?? 0;

    /// <summary>Whether it goes on without waiting for its turn.</summary>
    public bool Hurries { get; set; }

    public Task TurnAsync() => Hurries ? Task.CompletedTask : schedule.TurnAsync(client);

    private Fault Next((Fault Fault, int Share)[] shares)
    {
        if (faults is null)
        {
            return Fault.None;
        }

        var at = faults.Next(2_000);
        var fault = shares.FirstOrDefault(share => (at -= share.Share) < 0).Fault;
        if (fault == Fault.None)
        {
            return fault;
        }

        if (fault >= Fault.CrashBefore)
        {
            if (!mayCrash || _hasCrashed)
            {
                return Fault.None;
            }

            _hasCrashed = true;
            // Where others go on meanwhile, what is on the disk stands still only inside a write.
            fault = schedule.StandsStill ? fault : Fault.CrashInside;
        }

        WasDisturbed = true;
        note(fault);
        return fault;
    }
}
