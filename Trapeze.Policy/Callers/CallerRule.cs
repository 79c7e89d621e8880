using System.Collections.Immutable;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Callers;

/// <summary>One entry of <c>callers:</c>. A verified caller fits if it has every claim; the anonymous one is a rule of its own.</summary>
internal sealed class CallerRule(bool isAnonymous, ImmutableArray<ClaimCondition> conditions, LabelTemplate label)
{
    internal bool IsAnonymous { get; } = isAnonymous;

    /// <summary>Empty: every verified caller.</summary>
    internal ImmutableArray<ClaimCondition> Conditions { get; } = conditions;

    internal LabelTemplate Label { get; } = label;
}
