using Amazon.DynamoDBv2;
using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Faults;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>What every operation of a client begins with.</summary>
internal sealed class ClientCalls(HistoryRun run, ClientPlan plan, Flow flow)
{
    private int _values;

    /// <summary>An operation begins: when, and in which process.</summary>
    public (int Invoked, HistoryProcess Process) Invoke()
    {
        flow.Begin();
        return (run.History.Tick(), run.Lane.Process(plan.Process));
    }

    public AmazonDynamoDBClient Client(HistoryProcess process) => process.ClientAt(run.Label(plan.Label));

    /// <summary>A value that nobody else writes.</summary>
    public int NextValue() => (plan.Index * 1_000) + ++_values;
}
