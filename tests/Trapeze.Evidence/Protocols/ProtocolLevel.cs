using System.Collections.Immutable;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;

namespace Trapeze.Evidence.Protocols;

/// <summary>The shipping protocol of the DynamoDB backend, one physical step at a time: what each label is told is linearizable, and asked for whatever others do.</summary>
public static class ProtocolLevel
{
    /// <summary>The cases that hold.</summary>
    public static ImmutableArray<string> Cases { get; } = [.. CaseList.All.Select(@case => @case.Name)];

    /// <summary>The cases that are known not to.</summary>
    public static ImmutableArray<string> OpenCases { get; } = [.. CaseList.Open.Select(@case => @case.Name)];

    /// <summary>What can be planted, to see that it is found.</summary>
    public static ImmutableArray<string> Mistakes { get; } = [.. MistakeList.All.Select(mistake => mistake.Name)];

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
}
