using System.Collections.Immutable;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;

namespace Trapeze.Evidence.Protocols;

/// <summary>The shipping protocol of the DynamoDB backend, one physical step at a time: what each label is told is linearizable, and asked for whatever others do.</summary>
/// <remarks>As a level, a case is some random schedules of one small case of the protocol, more of them in each round.</remarks>
public sealed class ProtocolLevel : ILevel
{
    private const long SchedulesInARound = 20;

    /// <summary>The cases that hold, whoever goes first.</summary>
    public static ImmutableArray<string> Cases { get; } = [.. CaseList.All.Except(CaseList.Steered).Select(@case => @case.Name)];

    /// <summary>The cases that hold, and begin with the same steps each time.</summary>
    public static ImmutableArray<string> SteeredCases { get; } = [.. CaseList.Steered.Select(@case => @case.Name)];

    /// <summary>The cases that are known not to.</summary>
    public static ImmutableArray<string> OpenCases { get; } = [.. CaseList.Open.Select(@case => @case.Name)];

    /// <summary>What can be planted, to see that it is found.</summary>
    public static ImmutableArray<string> Mistakes { get; } = [.. MistakeList.All.Select(mistake => mistake.Name)];

    /// <inheritdoc/>
    public string Name => "protocol";

    /// <summary>The case that is looked at, if there is one of this name; otherwise all are in turn.</summary>
    public string Near { get; set; } = "";

    /// <inheritdoc/>
    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken)
    {
        var among = CaseList.All.Where(@case => @case.Name == Near).ToList() is [_] near ? near : CaseList.All;
        for (var number = 0L; number < cases; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (round, at) = Math.DivRem(number, among.Count);
            if (Look(among[(int)at], seed + (ulong)round, SchedulesInARound * (round + 1)) is { } wrong)
            {
                return Task.FromResult<Finding?>(new Finding(Name, seed, number, wrong));
            }
        }

        return Task.FromResult<Finding?>(null);
    }

    /// <summary>Runs a case's schedules until one is wrong.</summary>
    /// <param name="name">The case, or the mistake that is planted in its case.</param>
    /// <param name="seed">Where random schedules come from.</param>
    /// <param name="most">How many are run at most.</param>
    public static ProtocolResult Search(string name, ulong seed, long most)
    {
        var mistake = MistakeList.All.FirstOrDefault(each => each.Name == name) ?? Mistake.None;
        var wanted = mistake == Mistake.None ? name : mistake.In;
        var search = new CaseSearch(CaseList.All.Concat(CaseList.Open).First(each => each.Name == wanted), mistake);
        var wrong = search.Find(seed, most);
        return new ProtocolResult(search.Schedules, search.Histories, search.IsExhausted, wrong);
    }

    // Whatever the shipping code throws that it should not is a finding.
    private static string? Look(ProtocolCase @case, ulong seed, long most)
    {
        try
        {
            return new CaseSearch(@case, Mistake.None).Sample(seed, most);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return $"{@case}\nthrown: {thrown}";
        }
    }
}
