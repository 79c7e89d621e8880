using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>What one client was told, and when.</summary>
internal sealed class ClientRecord(HistoryRun run, ClientPlan plan, Flow flow)
{
    private readonly int[] _lastSeen = new int[Act.Keys];
    private readonly List<string> _transcript = [];

    public IReadOnlyList<string> Transcript => _transcript;

    /// <summary>The value that the client last knew under a key; 0 for none.</summary>
    public int LastSeen(int key) => _lastSeen[key];

    public void Say(Act act, string what) => _transcript.Add($"c{plan.Index}: {act}: {what}");

    /// <summary>Takes note of what was read, each key for itself.</summary>
    public void Read(Act act, HistoryProcess process, int invoked, (int Key, Item Item)[] found, string more) =>
        Return(
            act,
            process,
            [.. found.Select(each => new Operation
            {
                Client = plan.Index,
                Label = plan.Label,
                Key = each.Key,
                Invoked = invoked,
                Kind = act.Kind,
                Old = each.Item,
                Outcome = Outcome.Done,
            })],
            more);

    /// <summary>Takes note of a return; if the process has died that would have told it, of none.</summary>
    public void Return(Act act, HistoryProcess process, IReadOnlyList<Operation> operations, string more = "")
    {
        var now = run.History.Return(() => process.IsDead);
        foreach (var operation in operations.Where(operation => operation.Outcome is Outcome.Done or Outcome.Refused))
        {
            if (now is { } moment)
            {
                operation.Returned = moment;
                _lastSeen[operation.Key] = operation is { Outcome: Outcome.Done, Change: not Change.None } ? operation.Value : operation.Old!.Value.Value;
            }
            else
            {
                operation.Outcome = Outcome.Unknown;
                operation.Old = operation.New = null;
            }
        }

        run.History.Add(operations);
        Say(act, string.Join(' ', operations.Select(operation =>
            operation.Outcome is Outcome.Done or Outcome.Refused ? $"{operation.Outcome} k{operation.Key} {operation.Old} {operation.New}" : "failed")) + more);
    }

    /// <summary>Takes note that an operation failed, which it may only for a reason that was put in.</summary>
    public void Fail(Act act, HistoryProcess process)
    {
        // On threads, a write shares its transaction with others', and their failure.
        var shares = !flow.Schedule.StandsStill && run.HasMet(Fault.Below);
        if (!flow.WasDisturbed && !process.IsDead && !shares)
        {
            run.Complain($"c{plan.Index}: {act}: failed, though nothing was put in that could make it");
        }

        Say(act, "failed");
    }
}
