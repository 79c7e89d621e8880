using System.Diagnostics;
using System.Globalization;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;

namespace Trapeze.Evidence.Protocols;

/// <summary>The model checker at length.</summary>
public sealed class ProtocolVerb : IVerb
{
    public string Name => "protocol";

    public string Shows => "the shipping protocol of the DynamoDB backend, step by step, in all orders of small cases: [most schedules of a case] [seed] [part of a case's name]";

    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(output);
        var most = arguments.Count > 0 ? long.Parse(arguments[0], CultureInfo.InvariantCulture) : 2_000_000;
        var seed = arguments.Count > 1 ? ulong.Parse(arguments[1], CultureInfo.InvariantCulture) : (ulong)Random.Shared.NextInt64();
        var part = arguments.Count > 2 ? arguments[2] : "";
        var holds = true;
        if (arguments is [_, _, "planted", ..])
        {
            foreach (var mistake in MistakeList.All)
            {
                holds &= await FindAsync(mistake, seed, most, output);
            }

            return holds;
        }

        foreach (var @case in CaseList.All.Concat(part.Length > 0 ? CaseList.Open : []).Where(each => each.Name.Contains(part, StringComparison.Ordinal)))
        {
            var watch = Stopwatch.StartNew();
            var search = new CaseSearch(@case, Mistake.None);
            var wrong = search.Find(seed, most);
            holds &= wrong is null;
            await output.WriteLineAsync($"{@case.Name,-48} {search.Schedules,9} schedules{(search.IsExhausted ? ", all" : "     ")} {search.Histories,7} histories, {watch.Elapsed.TotalSeconds,6:F1} s{(wrong is null ? "" : $"\n{wrong}")}");
        }

        return holds;
    }

    private static async Task<bool> FindAsync(Mistake mistake, ulong seed, long most, TextWriter output)
    {
        var search = new CaseSearch(CaseList.All.First(each => each.Name == mistake.In), mistake);
        var found = search.Find(seed, most);
        await output.WriteLineAsync($"{mistake.Name,-50} {(found is null ? "not found in" : "found in")} {search.Schedules} schedules of `{mistake.In}`");
        return found is not null;
    }
}
