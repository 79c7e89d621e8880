using Trapeze.Evidence.Histories.Backends;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Evidence.Histories.Faults;

/// <summary>A backend's storage as one process has it: each step waits for its turn, and may fail, be late, or be the process's last.</summary>
internal sealed class FaultyStorage(IFacetStorage inner, AsyncLocal<Flow?> flow, HistoryProcess process) : IFacetStorage
{
    public async ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight)
    {
        if (flow.Value is not { } at)
        {
            return await inner.NewestAsync(table, key, sight);
        }

        var fault = at.NextOfRead();
        await BeginAsync(at, fault);
        var newest = await inner.NewestAsync(table, key, sight);
        await EndAsync(at, fault);
        return newest;
    }

    public ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        PageAsync(taking => inner.PageAsync(table, interval, sight, taking), take);

    public ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        PageAsync(taking => inner.PageOfIndexAsync(index, interval, sight, taking), take);

    private async ValueTask PageAsync(Func<Func<byte[], bool>, ValueTask> page, Func<byte[], bool> take)
    {
        if (flow.Value is not { } at)
        {
            await page(take);
            return;
        }

        var fault = at.NextOfPage();
        var left = fault == Fault.Torn ? at.Next(3) : int.MaxValue;
        await BeginAsync(at, fault);
        await page(item => left-- > 0 ? take(item) : throw new InjectedFaultException("the page broke off"));
        await EndAsync(at, fault);
    }

    public async ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight)
    {
        if (flow.Value is not { } at)
        {
            return await inner.NewestOfAllAsync(keys, sight);
        }

        var fault = at.NextOfRead();
        await BeginAsync(at, fault);
        var newest = await inner.NewestOfAllAsync(keys, sight);
        await EndAsync(at, fault);
        return newest;
    }

    public Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        WriteAsync((fault, choice) => inner.WriteAsync(table, key, sight, filing, Faulty(fault, choice, decide)));

    public Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) =>
        WriteAsync((fault, choice) => inner.WriteAllAsync(keys, sight, filing, Faulty(fault, choice, decide)));

    private async Task<T> WriteAsync<T>(Func<Fault, int, Task<T>> write)
    {
        if (flow.Value is not { } at)
        {
            return await write(Fault.None, 0);
        }

        var fault = at.NextOfWrite();
        var choice = at.Next(1 << 16);
        await BeginAsync(at, fault);
        if (fault == Fault.Late)
        {
            at.MayBeDone = true;
            at.Schedule.Leave(() => WriteLateAsync(at, choice % 8, () => write(Fault.None, 0)));
            throw new InjectedFaultException("timed out");
        }

        if (fault is Fault.CrashBefore)
        {
            process.Crash(choice, tail: null);
            throw new InjectedFaultException("the process died");
        }

        var tail = process.Site.Tail();
        using var held = fault == Fault.Held ? process.Site.Hold() : null;
        var work = write(fault, choice);
        held?.Dispose();
        var written = await (Task<T>)Settle(at, work);
        at.MayBeDone = true;
        if (fault == Fault.CrashAfter)
        {
            process.Crash(choice, tail);
        }

        await EndAsync(at, fault);
        return written;
    }

    public Task AdoptAsync(Placement placement) => inner.AdoptAsync(placement);

    public Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => inner.EachAsync(take, cancellationToken);

    public Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken) => inner.InspectAsync(repairs, cancellationToken);

    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken) => inner.SweepAsync(limit, cancellationToken);

    public void Dispose() => inner.Dispose();

    // Called inside the storage's own step.
    private Func<byte[]?, WriteDecision<T>> Faulty<T>(Fault fault, int choice, Func<byte[]?, WriteDecision<T>> decide) => fault switch
    {
        Fault.Twice => found =>
        {
            Try(() => decide(null));
            return decide(found);
        }
        ,
        Fault.Below when process.Site.Poisons is { Count: > 0 } poisons => found =>
        {
            var decision = decide(found);
            return decision.Writes ? WriteDecision<T>.Write(poisons[choice % poisons.Count], decision.Result!) : decision;
        }
        ,
        Fault.CrashInside => found =>
        {
            process.Crash(choice, tail: null);
            throw new InjectedFaultException("the process died");
        }
        ,
        _ => decide,
    };

    private Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> Faulty<T>(Fault fault, int choice, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) => fault switch
    {
        Fault.Twice => found =>
        {
            Try(() => decide([.. found.Select(_ => (byte[]?)null)]));
            return decide(found);
        }
        ,
        Fault.Below when process.Site.Poisons is { Count: > 0 } poisons => found =>
        {
            var decision = decide(found);
            return decision.Refusal is not null ? decision : ManyWritesDecision<T>.Write([.. decision.Writes.Select(write => write is null ? write : new FacetWrite(poisons[choice % poisons.Count]))], decision.Result!);
        }
        ,
        Fault.CrashInside => found =>
        {
            process.Crash(choice, tail: null);
            throw new InjectedFaultException("the process died");
        }
        ,
        _ => decide,
    };

    private static void Try<T>(Func<T> decide)
    {
        try
        {
            decide();
        }
#pragma warning disable CA1031 // what it would have said does not count
        catch (Exception)
#pragma warning restore CA1031
        {
            // The second time counts.
        }
    }

    private Task Settle(Flow at, Task work) => process.Site.StepsTakeTurns ? work : at.Schedule.SettleAsync(work);

    private async Task BeginAsync(Flow at, Fault fault)
    {
        await at.TurnAsync();
        process.EnsureAlive();
        if (fault == Fault.Before)
        {
            throw new InjectedFaultException("the step was not begun");
        }
    }

    private async Task EndAsync(Flow at, Fault fault)
    {
        await at.TurnAsync();
        process.EnsureAlive();
        if (fault == Fault.After)
        {
            throw new InjectedFaultException("the answer was lost");
        }
    }

    private async Task WriteLateAsync<T>(Flow at, int turns, Func<Task<T>> write)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            await at.TurnAsync();
        }

        // One in eight is lost for good.
        if (turns == 7 || process.IsDead)
        {
            return;
        }

        try
        {
            await Settle(at, write());
        }
#pragma warning disable CA1031 // nobody waits for the answer any more
        catch (Exception)
#pragma warning restore CA1031
        {
            // A condition that does not hold, or a store that has closed.
        }
    }
}
