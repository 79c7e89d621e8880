using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Sections;

/// <summary>Finds the steps that close circles, spells each circle out, and takes the step away so that the others still make an order.</summary>
internal static class LabelCycles
{
    private const int MostNamed = 12;

    internal static void Remove(List<LabelStep> steps, DiagnosticBag problems)
    {
        var above = steps.ToLookup(step => step.Lower, StringComparer.Ordinal);
        var state = new Dictionary<string, bool>(StringComparer.Ordinal);
        var closing = new HashSet<LabelStep>();
        var path = new List<(string Name, IEnumerator<LabelStep> Next)>();

        // Depth first without recursion: an order may be a chain of thousands. `true` in the state: on the path.
        foreach (var start in steps.Select(step => step.Lower))
        {
            if (!state.TryAdd(start, true))
            {
                continue;
            }

            path.Add((start, above[start].GetEnumerator()));
            while (path.Count > 0)
            {
                var (name, next) = path[^1];
                if (!next.MoveNext())
                {
                    state[name] = false;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                var upper = next.Current.Upper;
                if (state.TryAdd(upper, true))
                {
                    path.Add((upper, above[upper].GetEnumerator()));
                }
                else if (state[upper])
                {
                    closing.Add(next.Current);
                    if (closing.Count > DiagnosticBag.MostShown)
                    {
                        // Not spelt out: it would not be shown, and finding the words takes as long as the path is.
                        Report(next.Current, [upper], problems);
                        continue;
                    }

                    Report(next.Current, [.. path.Select(at => at.Name).SkipWhile(on => !string.Equals(on, upper, StringComparison.Ordinal))], problems);
                }
            }
        }

        steps.RemoveAll(closing.Contains);
    }

    private static void Report(LabelStep step, List<string> circle, DiagnosticBag problems)
    {
        var names = circle.Count > MostNamed ? [.. circle.Take(MostNamed / 2), "…", .. circle.TakeLast(MostNamed / 2)] : circle;
        problems.Error(
            DiagnosticCode.Cycle,
            step.Text.Span,
            circle.Count == 1 ? $"`{step.Upper}` lies below itself" : $"`{step.Lower}` lies below `{step.Upper}` and above it",
            $"the cycle: {string.Join(" < ", names)} < {step.Upper}; one of these steps has to go");
    }
}
