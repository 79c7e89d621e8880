using Trapeze.Evidence.Histories.Clients;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Programs;

namespace Trapeze.Evidence.Histories;

/// <summary>What is to happen in one history, but for the order of steps.</summary>
/// <param name="Clients">Who takes part.</param>
/// <param name="Labels">The labels that occur.</param>
/// <param name="Observer">The label from which it is looked at again without what is hidden.</param>
/// <param name="Processes">How many processes have the store open.</param>
/// <param name="EndsInCrash">Whether all processes die before the last reads.</param>
/// <param name="ScheduleSeed">Where the order of steps comes from.</param>
internal sealed record HistoryPlan(
    IReadOnlyList<ClientPlan> Clients, IReadOnlyList<int> Labels, int Observer, int Processes, bool EndsInCrash, ulong ScheduleSeed)
{
    public static HistoryPlan Of(Shape shape, Dice dice)
    {
        var labels = Enumerable.Range(0, shape.Texts.Count).OrderBy(_ => dice.NextBits()).Take(2 + dice.Next(3)).ToList();
        var processes = dice.Next(4) == 0 ? 2 : 1;
        var clients = new List<ClientPlan>();
        for (var index = 1; index <= 3 + dice.Next(3); index++)
        {
            clients.Add(new ClientPlan(
                index, dice.Pick(labels), dice.Next(processes), [.. Enumerable.Range(0, 3 + dice.Next(4)).Select(_ => Act.Of(dice))], dice.NextBits()));
        }

        if (dice.Next(4) == 0)
        {
            var sweeps = new Act(ActKind.Sweep, 0, 0, TestKind.None, 3, Forward: true, AsksMore: false);
            clients.Add(new ClientPlan(0, -1, 0, [.. Enumerable.Repeat(sweeps, 3)], dice.NextBits()));
        }

        return new HistoryPlan(clients, labels, dice.Pick(labels), processes, dice.Next(12) == 0, dice.NextBits());
    }

    /// <summary>The same with a client less, and with a step less.</summary>
    public IEnumerable<HistoryPlan> Smaller()
    {
        foreach (var client in Clients)
        {
            yield return this with { Clients = [.. Clients.Where(other => other != client)] };
        }

        foreach (var client in Clients)
        {
            for (var step = 0; step < client.Program.Count; step++)
            {
                var shorter = client with { Program = [.. client.Program.Where((_, index) => index != step)] };
                yield return this with { Clients = [.. Clients.Select(other => other == client ? shorter : other)] };
            }
        }
    }

    /// <summary>Whether the observer may see what the client does.</summary>
    public bool Sees(Shape shape, ClientPlan client) => client.Label >= 0 && shape.Flows(client.Label, Observer);
}
