using System.Collections.Immutable;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Sections;

namespace Trapeze.Policy.Analysis;

/// <summary>The labels that callers start at, with a value that nobody has in place of every claim: what holds for it holds for all.</summary>
internal sealed class SymbolicStarts
{
    internal SymbolicStarts(IEnumerable<Located<CallerRule>> rules) =>
        All = [.. rules
            .Select(rule => (Rule: rule, Label: Symbols.Bind(rule.Value.Label)))
            .Where(pair => pair.Label is not null)
            .Select(pair => new SymbolicStart(pair.Rule, pair.Label!))];

    internal ImmutableArray<SymbolicStart> All { get; }

    /// <summary>The starts that one of the patterns may admit; every one if there are no patterns.</summary>
    internal ImmutableArray<SymbolicStart> Admitted(ImmutableArray<Located<LabelPattern>>? patterns) =>
        patterns is null ? All : [.. All.Where(start => patterns.Value.Any(pattern => start.MayMatch(pattern.Value)))];
}
